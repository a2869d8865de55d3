import {
  type ActiveIncident,
  DEFAULT_SDK_CONFIG,
  type SamplingRule,
  type SdkConfig,
} from '@throughline/format';
import { STRICTNESS } from './tightened.ts';

/** Rules, incidents and selectors that are looked at: the server allows no more. */
const LONGEST_LIST = 100;

type Loose = Record<string, unknown>;

/** The server's answer, with the defaults in the place of what is missing or malformed; `undefined` if it is none. */
export function readConfig(text: string): SdkConfig | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { recording, sampling, privacy, incidents, keep } = object(answer);
  const { rate, rules } = object(sampling);
  if (!isShare(rate)) return undefined;
  const { mode, maskSelectors, blockSelectors } = object(privacy);
  return {
    recording: recording !== false,
    sampling: { rate, rules: list(rules).filter((rule): rule is SamplingRule => isShare(object(rule).rate)) },
    privacy: {
      mode: STRICTNESS.find((known) => known === mode) ?? DEFAULT_SDK_CONFIG.privacy.mode,
      maskSelectors: texts(maskSelectors),
      blockSelectors: texts(blockSelectors),
    },
    incidents: list(incidents).filter(
      (incident): incident is ActiveIncident =>
        typeof object(incident).until === 'number' && typeof object(incident).scope === 'object',
    ),
    ...(typeof keep === 'string' && { keep }),
  };
}

function object(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, LONGEST_LIST) : [];
}

function texts(value: unknown): string[] {
  return list(value).filter((text) => typeof text === 'string');
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
