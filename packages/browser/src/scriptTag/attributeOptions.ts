import type { ThroughlineOptions } from '../options.ts';

const TEXTS = ['service', 'release', 'mode', 'privacy'] as const;
const LISTS = [
  'propagateTo',
  'maskSelectors',
  'unmaskSelectors',
  'blockSelectors',
  'ignoreSelectors',
  'allowedUrlParameters',
] as const;

/**
 * Options written as attributes of the script tag, for pages without inline scripts: `data-key` (required), `data-endpoint`
 * (default: where the script comes from), `data-service`, `data-release`, `data-mode`, `data-widget` (of any value),
 * `data-privacy`, and lists separated by commas in
 * `data-propagate-to`, `data-mask-selectors`, `data-unmask-selectors`, `data-block-selectors`, `data-ignore-selectors` and
 * `data-allowed-url-parameters`. `undefined` without a key.
 */
export function attributeOptions(
  data: Readonly<Record<string, string | undefined>>,
  source = '',
): ThroughlineOptions | undefined {
  if (!data.key) return undefined;
  const options: ThroughlineOptions = { key: data.key, endpoint: data.endpoint ?? new URL('.', source).href };
  // What is none of the words that an option takes is told by what checks all options.
  for (const name of TEXTS) if (data[name]) options[name] = data[name] as never;
  if (data.widget !== undefined) options.widget = true;
  for (const name of LISTS)
    if (data[name]) options[name] = data[name].split(',').map((entry) => entry.trim());
  return options;
}
