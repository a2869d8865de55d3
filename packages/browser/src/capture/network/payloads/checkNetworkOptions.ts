import type { NetworkOptions } from '../networkOptions.ts';

/** Members of `network` in the options of `init`, and what each must be. */
const CHECKS: Record<keyof NetworkOptions, [wanted: string, isGood: (value: unknown) => boolean]> = {
  headers: ['true or an array of names', (value) => typeof value === 'boolean' || areStrings(value)],
  bodies: ['true or an array of strings and patterns', isChoice],
  messages: ['true or an array of strings and patterns', isChoice],
  sensitiveNames: ['an array of strings', (value) => areStrings(value)],
  emails: ['true or false', (value) => typeof value === 'boolean'],
  redact: ['a function', (value) => typeof value === 'function'],
};

/** Throws for options that cannot be used; the message says which, and what it should be. */
export function checkNetworkOptions(
  options: NetworkOptions,
): NetworkOptions & { headers: string[] | undefined } {
  for (const [name, value] of Object.entries(options)) {
    const [wanted, isGood] = CHECKS[name as keyof NetworkOptions] ?? [];
    if (!wanted)
      throw new TypeError(`network.${name} is no option; there are ${Object.keys(CHECKS).join(', ')}`);
    if (value !== undefined && !isGood?.(value)) throw new TypeError(`network.${name} must be ${wanted}`);
  }
  const { headers } = options;
  return { ...options, headers: headers === true ? [] : headers || undefined };
}

function isChoice(value: unknown): boolean {
  return typeof value === 'boolean' || (Array.isArray(value) && value.every(isPattern));
}

const isPattern = (value: unknown) => typeof value === 'string' || value instanceof RegExp;

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
