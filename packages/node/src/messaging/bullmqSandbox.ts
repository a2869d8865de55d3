import type { Tracer } from '@opentelemetry/api';
import { ATTRIBUTES } from '@throughline/format';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import { carrierOf } from './carrierOf.ts';
import { consume } from './messageSpan.ts';

/** A job as a sandboxed processor is given it. */
interface SandboxedJob {
  id?: string;
  queueName: string;
  data?: unknown;
}
type Processor = (job: SandboxedJob, ...rest: unknown[]) => unknown;
/** What runs in the process or thread that BullMQ starts for a processor in a file of its own. */
export interface ChildProcessor {
  /** Set once, when the file is loaded. */
  processor?: Processor;
}

/** Has the jobs of sandboxed processors (https://docs.bullmq.io/guide/workers/sandboxed-processors) worked on in their session. */
export function joinSandboxedJobs(prototype: ChildProcessor, tracer: () => Tracer): void {
  const joined = new WeakMap<ChildProcessor, Processor>();
  Object.defineProperty(prototype, 'processor', {
    configurable: true,
    get(this: ChildProcessor) {
      return joined.get(this);
    },
    set(this: ChildProcessor, processor: Processor) {
      joined.set(this, inSendersContext(processor, tracer));
    },
  });
}

function inSendersContext(processor: Processor, tracer: () => Tracer): Processor {
  return (job, ...rest) => {
    const destination = { system: 'bullmq', name: job.queueName };
    const attributes = job.id === undefined ? {} : { [ATTRIBUTES.messagingMessageId]: job.id };
    return consume(tracer(), destination, attributes, [carrierOf(job)], (span) => {
      recordMessage(span, job.queueName, job.data);
      return processor(job, ...rest);
    });
  };
}
