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

/** How values are printed: briefly until `printValue`, which is loaded later, takes this one's place. */
export const valuePrinter = { print: printBriefly };
