import { DEFAULT_SAMPLING, isSampled } from '@throughline/format';

/** Sessions at a time; each has many requests. */
const SESSIONS_OF_A_KIND = 50;

const ids = Array.from({ length: SESSIONS_OF_A_KIND * 20 }, () => crypto.randomUUID());
const are = (sampled: boolean) =>
  ids.filter((id) => isSampled(id, DEFAULT_SAMPLING.rate) === sampled).slice(0, SESSIONS_OF_A_KIND);

/** Ids of sessions that every tier decides alike about. */
export const SESSIONS = { sampled: are(true), notSampled: are(false) };
