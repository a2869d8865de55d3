/** Text as it stands, in a box that scrolls: by keys too, which takes that it can have the focus (WCAG 2.1.1). */
export function ScrollText({ className, text }: { className: string | undefined; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has the focus.
    <pre tabIndex={0} className={className}>
      {text}
    </pre>
  );
}
