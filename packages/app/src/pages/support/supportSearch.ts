import { SUPPORT_RANGES, type SupportRange } from '../../load/support.ts';

/** What the address of the support page holds. */
export interface SupportSearch {
  /** Whom is looked for; absent: nobody yet. */
  user?: string;
  range?: SupportRange;
}

export const USUAL_RANGE: SupportRange = '7d';

const USER_CHARACTERS = 200;

/** What an address says; what cannot be read in it is as usual. */
export function readSupportSearch({ user, range }: Record<string, unknown>): SupportSearch {
  return {
    ...(typeof user === 'string' && user !== '' && { user: user.slice(0, USER_CHARACTERS) }),
    ...(typeof range === 'string' &&
      Object.hasOwn(SUPPORT_RANGES, range) && { range: range as SupportRange }),
  };
}
