/**
 * What the SDK has to say to the developer, each thing once. It goes to the console's own function as it was when this
 * module was loaded: the SDK records the console and must not record itself.
 */
const write = console.warn.bind(console);
const said = new Set<string>();

export function warnOnce(message: string, ...details: unknown[]): void {
  if (said.has(message)) return;
  said.add(message);
  try {
    write(`[throughline] ${message}`, ...details);
  } catch {
    // A console that throws is the page's own; there is nobody left to tell.
  }
}
