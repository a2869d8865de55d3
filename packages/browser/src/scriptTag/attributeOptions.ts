import type { ThroughlineOptions } from '../options.ts';

/**
 * Options written as attributes of the script tag, for pages without inline scripts: `data-key` (required), `data-endpoint`
 * (default: where the script comes from), `data-service`, `data-release`, and lists separated by commas in
 * `data-propagate-to`, `data-mask-selectors`, `data-block-selectors` and `data-allowed-url-parameters`. `undefined`
 * without a key.
 */
export function attributeOptions(
  data: Readonly<Record<string, string | undefined>>,
  source = '',
): ThroughlineOptions | undefined {
  if (!data.key) return undefined;
  const options: ThroughlineOptions = { key: data.key, endpoint: data.endpoint ?? new URL('.', source).href };
  if (data.service) options.service = data.service;
  if (data.release) options.release = data.release;
  for (const name of ['propagateTo', 'maskSelectors', 'blockSelectors', 'allowedUrlParameters'] as const)
    if (data[name]) options[name] = data[name].split(',').map((entry) => entry.trim());
  return options;
}
