import type { SdkConfig } from '@throughline/format';
import type { MaskingRules } from '../capture/masking.ts';

/** Modes of privacy, each stricter than the one before. */
export const STRICTNESS = ['inputs', 'text', 'strict'] as const;

/** The application's masking with what the project wants at least: the stricter mode, and the selectors of both. */
export function tightened(own: MaskingRules, { mode, ...project }: SdkConfig['privacy']): MaskingRules {
  return {
    ...own,
    privacy: STRICTNESS.indexOf(mode) > STRICTNESS.indexOf(own.privacy) ? mode : own.privacy,
    maskSelectors: [...own.maskSelectors, ...project.maskSelectors.filter(isSelector)],
    blockSelectors: [...own.blockSelectors, ...project.blockSelectors.filter(isSelector)],
  };
}

/** One that the browser does not understand would make all of them mask nothing. */
function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}
