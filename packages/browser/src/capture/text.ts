/** `text` in one line, at most `longest` characters long; what was cut off is shown by an ellipsis. */
export function oneLine(text: string, longest: number): string {
  return truncate(text.replace(/\s+/g, ' ').trim(), longest);
}

/** `text`, at most `longest` characters long; what was cut off is shown by an ellipsis. */
export function truncate(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
