/** Turns any value of the page into bounded text. */
export type PrintValue = (value: unknown) => string;

/** Characters of a value before the full printer is there. */
const LONGEST = 2_000;

/** Texts, numbers and errors as they are; of anything else only what it is. */
const printBriefly: PrintValue = (value) => {
  if (value instanceof Error) return (value.stack || String(value)).slice(0, LONGEST);
  if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value);
  return typeof value === 'function' ? '[function]' : String(value).slice(0, LONGEST);
};

/** Values as one line. */
export type PrintLine = (values: readonly unknown[]) => string;

/** How values are printed: briefly, until `printValue` and `printLine`, which are loaded later, take these ones' places. */
export const valuePrinter: { print: PrintValue; printLine: PrintLine } = {
  print: printBriefly,
  printLine: (values) => values.map(printBriefly).join(' '),
};
