import { setTimeout as pause } from 'node:timers/promises';
import type { IngestStatus } from '@throughline/format';
import { seededRandom } from '../mutations.ts';
import { eventually, removeFolder, startServerProcess, temporaryFolder } from '../serverProcess.ts';
import { sendLoad } from './senders.ts';
import { type KillEvery, killAgainAndAgain } from './supervisor.ts';
import { type Verdict, verify } from './verify.ts';

export interface SoakResult extends Verdict {
  seed: number;
  kills: number;
  /** Bodies that were acknowledged, and what was in them. */
  bodies: number;
  spans: number;
  logs: number;
  segments: number;
  /** Attempts beyond the first. */
  retried: number;
  /** Bodies that never had an answer. */
  unanswered: number;
  /** What the server refused for good, in its words. */
  refused: string[];
  /** Milliseconds, of the attempts that were acknowledged; in order. */
  ackMs: number[];
  peakBytes: number;
  /** Errors that the server told of at the end; `null` if none. */
  lastError: IngestStatus['lastError'];
  quarantined: number;
}

/** How long senders go on for an answer after the load has ended, and the spool for being emptied, milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Runs mixed load on a server in a process of its own for `milliseconds`, kills it again and again, and compares what is in
 * the tables with what was acknowledged. The same seed sends the same bodies; what a kill meets differs.
 */
export async function soak(milliseconds: number, killEvery: KillEvery, seed: number): Promise<SoakResult> {
  const data = await temporaryFolder();
  const stop = new AbortController();
  const first = await startServerProcess(data);
  const { url, grpcAddress } = first;
  try {
    const killing = killAgainAndAgain(first, killEvery, seededRandom(seed + 1), stop.signal);
    const sending = sendLoad(
      { url, grpcAddress, seed, random: seededRandom(seed) },
      stop.signal,
      PATIENCE_MS,
    );
    await Promise.race([pause(milliseconds), killing, sending]);
    stop.abort();
    const [{ server, kills, peakBytes }, sent] = await Promise.all([killing, sending]);
    const status = await eventually<IngestStatus>(
      `${url}/api/admin/ingest`,
      ({ spool }) => spool.bytes === 0,
      PATIENCE_MS,
    );
    await server.stop();
    const verdict = await verify(data, sent.acknowledged, sent.unanswered);
    const sum = (count: (one: (typeof sent.acknowledged)[number]) => number) =>
      sent.acknowledged.reduce((total, one) => total + count(one), 0);
    return {
      ...verdict,
      seed,
      kills,
      bodies: sent.acknowledged.length,
      spans: sum(({ spans }) => spans),
      logs: sum(({ logs }) => logs),
      segments: sum(({ segment }) => (segment ? 1 : 0)),
      retried: sent.retried,
      unanswered: sent.unanswered.length,
      refused: sent.refused,
      ackMs: sent.ackMs.sort((a, b) => a - b),
      peakBytes,
      lastError: status.lastError,
      quarantined: status.quarantinedBodies,
    };
  } finally {
    stop.abort();
    await removeFolder(data);
  }
}
