import { createHash } from 'node:crypto';
import { LIMITS } from '@throughline/format';
import { INGEST_LIMITS, REPEAT_LIMITS } from '../limits.ts';
import { BODY_HASH_BYTES, type BodyIdentity, segmentName } from '../spool/bodyIdentity.ts';
import { bytesField, frame, varintField } from '../spool/frame.ts';
import { ENVELOPE_FIELDS, SEGMENT_FIELDS, type SpoolKind } from '../spool/kinds.ts';
import { type Spool, SpoolFullError } from '../spool/spool.ts';
import { AcceptedBodies } from './acceptedBodies.ts';
import { BytesInFlight, type Held } from './bytesInFlight.ts';
import { IngestCounts } from './counts.ts';
import { inflateBody, isGzip } from './inflate.ts';
import { IngestError } from './ingestError.ts';
import { checkJson } from './otlp/checkJson.ts';
import { checkProtobuf } from './otlp/checkProtobuf.ts';
import type { OtlpEncoding, OtlpSignal, Rejection } from './otlp/status.ts';
import { ProjectRates } from './projectRates.ts';
import { type CutSegment, cutSegment } from './segment.ts';
import { SessionBounds } from './sessionBounds.ts';
import { Turns } from './turns.ts';

export interface IngestOptions {
  rates?: ProjectRates;
  sessions?: SessionBounds;
  inFlight?: BytesInFlight;
  /** Tells of a session that nothing more of it is to be kept. */
  isErased?: (project: string, session: string) => boolean;
}

/** Takes bodies in: bounds, inflates, checks, and resolves when they are on disk. Throws `IngestError`. */
export class Ingest {
  readonly counts = new IngestCounts();
  /** What requests under way hold: whoever receives a body counts it here until it is answered. */
  readonly inFlight: BytesInFlight;
  /** What each session has sent. */
  readonly sessions: SessionBounds;
  readonly #inflateTurns = new Turns(INGEST_LIMITS.inflatesAtOnce);
  readonly #segments = new AcceptedBodies(REPEAT_LIMITS.segments);
  readonly #otlp = new AcceptedBodies(REPEAT_LIMITS.otlp);
  readonly #spool: Spool;
  readonly #rates: ProjectRates;
  readonly #isErased: NonNullable<IngestOptions['isErased']>;

  constructor(
    spool: Spool,
    {
      rates = new ProjectRates(),
      sessions = new SessionBounds(),
      inFlight = new BytesInFlight(),
      isErased = () => false,
    }: IngestOptions = {},
  ) {
    this.#spool = spool;
    this.sessions = sessions;
    this.inFlight = inFlight;
    this.#rates = rates;
    this.#isErased = isErased;
  }

  /** Remembers a body that an earlier process accepted, so that it counts once when it is sent again. */
  remember(identity: BodyIdentity): void {
    (identity.kind === 'segments' ? this.#segments : this.#otlp).remember(identity);
  }

  /** One segment of project `project`, as it was sent. */
  async segment(project: string, sent: Buffer): Promise<void> {
    this.#rates.spend(project, sent.length);
    const encoding = isGzip(sent) ? 'gzip' : undefined;
    await this.#inflated(sent, encoding, LIMITS.segmentInflatedBytes, (body) =>
      this.#takeSegment(project, sent.length, body),
    );
  }

  async #takeSegment(project: string, sentBytes: number, body: Buffer): Promise<void> {
    const segment = cutSegment(body);
    if (this.#isErased(project, segment.header.session))
      throw new IngestError(410, 'this session was erased; nothing more of it is kept');
    const identity: BodyIdentity = { project, kind: 'segments', name: segmentName(segment.header) };
    const { session } = segment.header;
    const stored = await this.#segments.once(identity, async () => {
      this.sessions.check(project, session);
      await this.#append('segments', project, segmentFields(segment));
      this.sessions.add(project, session, { segments: 1, bytes: body.length });
    });
    if (stored) this.counts.take('segments', sentBytes);
    else this.counts.repeat('segments');
  }

  /**
   * One OTLP export request of project `project`, as it was sent. Metrics are thrown away unread: no view of ours shows
   * them, and an SDK with its defaults should not log errors for it. Answers the records that were not taken.
   */
  async otlp(
    project: string,
    signal: OtlpSignal,
    encoding: OtlpEncoding,
    sent: Buffer,
    contentEncoding: string | undefined,
  ): Promise<Rejection> {
    this.#rates.spend(project, sent.length);
    if (signal === 'metrics') {
      this.counts.take(signal, sent.length);
      return { rejected: 0, reason: '' };
    }
    return this.#inflated(sent, contentEncoding, INGEST_LIMITS.otlpInflatedBytes, async (inflated) => {
      const check = encoding === 'json' ? checkJson : checkProtobuf;
      const { body, records, rejected, reason } = check(inflated, signal);
      // An export without records is valid and holds nothing to store.
      const stored = records === 0 || (await this.#storeOtlp(project, signal, encoding, inflated, body));
      if (stored) this.counts.take(signal, sent.length, records, rejected);
      else this.counts.repeat(signal);
      return { rejected, reason };
    });
  }

  /** Gives the body in the clear to `use`, counted as held until that is done. */
  async #inflated<Result>(
    sent: Buffer,
    encoding: string | undefined,
    most: number,
    use: (body: Buffer) => Promise<Result>,
  ): Promise<Result> {
    const held = this.inFlight.hold();
    try {
      return await use(await this.#inflate(sent, encoding, most, held));
    } finally {
      held.release();
    }
  }

  async #inflate(sent: Buffer, encoding: string | undefined, most: number, held: Held): Promise<Buffer> {
    const endTurn = await this.#inflateTurns.take();
    try {
      const body = await inflateBody(sent, encoding, most);
      if (body !== sent) held.add(body.length);
      return body;
    } finally {
      endTurn();
    }
  }

  /** Answers whether the body was stored now, rather than before. `inflated` tells it from others. */
  #storeOtlp(
    project: string,
    signal: 'traces' | 'logs',
    encoding: OtlpEncoding,
    inflated: Buffer,
    body: Buffer,
  ): Promise<boolean> {
    const hash = hashOf(inflated);
    return this.#otlp.once({ project, kind: signal, name: hash.toString('hex') }, () =>
      this.#append(`${signal}-${encoding}`, project, [
        ...bytesField(ENVELOPE_FIELDS.hash, hash),
        ...bytesField(ENVELOPE_FIELDS.body, body),
      ]),
    );
  }

  async #append(kind: SpoolKind, project: string, fields: Buffer[]): Promise<void> {
    const envelope = [
      ...bytesField(ENVELOPE_FIELDS.project, project),
      ...varintField(ENVELOPE_FIELDS.received, Date.now()),
      ...fields,
    ];
    try {
      await this.#spool.append(kind, frame(envelope));
    } catch (error) {
      if (error instanceof SpoolFullError) throw new IngestError(503, error.message);
      throw new IngestError(503, 'the server could not write to its disk; try again later');
    }
  }
}

/** SHA-256, cut to what tells bodies apart: the fastest of Node's where the processor has instructions for it. */
function hashOf(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, BODY_HASH_BYTES);
}

function segmentFields({ header, spans, logs, replay }: CutSegment): Buffer[] {
  return [
    ...bytesField(SEGMENT_FIELDS.session, header.session),
    ...bytesField(SEGMENT_FIELDS.tab, header.tab),
    ...varintField(SEGMENT_FIELDS.seq, header.seq),
    ...varintField(SEGMENT_FIELDS.from, Math.floor(header.from)),
    ...varintField(SEGMENT_FIELDS.to, Math.ceil(header.to)),
    ...varintField(SEGMENT_FIELDS.sentAt, Math.floor(header.sentAt)),
    ...varintField(SEGMENT_FIELDS.checkpoint, header.checkpoint ? 1 : 0),
    ...varintField(SEGMENT_FIELDS.events, header.events),
    ...bytesField(SEGMENT_FIELDS.clockOffset, String(header.clockOffset ?? '')),
    ...bytesField(SEGMENT_FIELDS.clockRoundTrip, String(header.clockRoundTrip ?? '')),
    ...bytesField(SEGMENT_FIELDS.spans, spans),
    ...bytesField(SEGMENT_FIELDS.logs, logs),
    ...bytesField(SEGMENT_FIELDS.replay, replay),
  ];
}
