/** Has the browser save `text` as a file. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it by the time the click's own work is done.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** How long what is saved can still be read, milliseconds: a slow disk asks where to put it. */
const KEPT_MS = 60_000;
