import type { Attributes, Span } from '@opentelemetry/api';
import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { ATTRIBUTES } from '@throughline/format';
import { moduleFile } from '../patching/moduleFile.ts';
import { carryIntoFlows, type FlowProducer } from './bullmqFlow.ts';
import {
  type JobClass,
  type JobQueue,
  type JobWorker,
  recordJobsSentTogether,
  recordSentJobs,
  recordTakenJobs,
} from './bullmqPayloads.ts';
import { type ChildProcessor, joinSandboxedJobs } from './bullmqSandbox.ts';
import { carrierOfMetadata } from './carrierOf.ts';
import { consume, failSpan, produce } from './messageSpan.ts';

/** The part of BullMQ's telemetry interface that its own code calls: https://docs.bullmq.io/guide/telemetry */
interface BullSpan {
  setAttributes(attributes: Attributes): void;
  setAttribute(): void;
  addEvent(name: string, attributes?: Attributes): void;
  recordException(error: unknown): void;
  end(): void;
}
type Work = (span?: BullSpan, metadata?: string) => Promise<unknown>;
interface Queue {
  name: string;
  opts: { telemetry?: unknown };
  /** Every operation goes through it; `metadata` is what the job was stored with. */
  trace(kind: number, operation: string, name: string, work: Work, metadata?: string): Promise<unknown>;
}

interface QueueModule {
  QueueBase: { prototype: Queue };
}

const PRODUCING = new Set(['add', 'addBulk']);
/** BullMQ's name of a job's id among its attributes. */
const JOB_ID = 'bullmq.job.id';
const JOB_FAILED = 'job failed';

/**
 * Carries trace and session through BullMQ, by the place in a job's options that BullMQ keeps for it. An application that
 * gives `telemetry` itself keeps its own.
 */
export class BullMqInstrumentation extends InstrumentationBase {
  constructor() {
    super('@throughline/node/bullmq', '0.1.0', {});
  }

  protected init() {
    const versions = ['>=5 <7'];
    const file = moduleFile<QueueModule>('bullmq/dist/cjs/classes/queue-base.js', versions, (module) =>
      this.#patch(module),
    );
    const queue = moduleFile<{ Queue: { prototype: JobQueue } }>(
      'bullmq/dist/cjs/classes/queue.js',
      versions,
      ({ Queue }) => recordSentJobs(Queue.prototype),
    );
    const worker = moduleFile<{ Worker: { prototype: JobWorker } }>(
      'bullmq/dist/cjs/classes/worker.js',
      versions,
      ({ Worker }) => recordTakenJobs(Worker.prototype),
    );
    const job = moduleFile<{ Job: JobClass }>('bullmq/dist/cjs/classes/job.js', versions, ({ Job }) =>
      recordJobsSentTogether(Job),
    );
    const flow = moduleFile<{ FlowProducer: { prototype: FlowProducer } }>(
      'bullmq/dist/cjs/classes/flow-producer.js',
      versions,
      ({ FlowProducer }) => carryIntoFlows(FlowProducer.prototype, () => this.tracer),
    );
    const sandbox = moduleFile<{ ChildProcessor: { prototype: ChildProcessor } }>(
      'bullmq/dist/cjs/classes/child-processor.js',
      versions,
      ({ ChildProcessor }) => joinSandboxedJobs(ChildProcessor.prototype, () => this.tracer),
    );
    const files = [file, queue, worker, job, flow, sandbox];
    return new InstrumentationNodeModuleDefinition('bullmq', versions, undefined, undefined, files);
  }

  #patch(module: QueueModule) {
    const instrumentation = this;
    this._wrap(module.QueueBase.prototype, 'trace', (original) => {
      return function traceOperation(this: Queue, kind, operation, name, work, metadata) {
        const { tracer } = instrumentation;
        const destination = { system: 'bullmq', name: this.name };
        if (this.opts.telemetry) return original.call(this, kind, operation, name, work, metadata);
        if (PRODUCING.has(operation))
          return produce(tracer, destination, {}, (carrier, span) =>
            work(ofBull(span), JSON.stringify(carrier)),
          );
        if (operation === 'process')
          return consume(tracer, destination, {}, [carrierOfMetadata(metadata)], (span) =>
            work(ofBull(span)),
          );
        return original.call(this, kind, operation, name, work, metadata);
      };
    });
  }
}

/** `span` as BullMQ writes to it. Its events are left out: they hold what a job gave back. */
function ofBull(span: Span): BullSpan {
  return {
    setAttributes(attributes) {
      const id = attributes[JOB_ID];
      if (id !== undefined) span.setAttribute(ATTRIBUTES.messagingMessageId, id);
    },
    setAttribute() {},
    addEvent(name, attributes) {
      if (name === JOB_FAILED)
        failSpan(span, new Error(String(attributes?.['bullmq.job.failed.reason'] ?? name)));
    },
    recordException: (error) => failSpan(span, error),
    end() {},
  };
}
