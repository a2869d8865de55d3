import { trace } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import { carrierOf } from './carrierOf.ts';
import { batchSize, consume } from './messageSpan.ts';

interface Message {
  value: unknown;
  headers?: Record<string, unknown>;
}
type EachBatch = (payload: { batch: { topic: string; messages: Message[] } }) => unknown;
type Patch = (original: EachBatch) => EachBatch;

/** The part of OpenTelemetry's instrumentation that is called whenever a consumer begins to run with `eachBatch`. */
interface KafkaJs {
  _getConsumerEachBatchPatch?(client: unknown): Patch;
}

const KAFKAJS = '@opentelemetry/instrumentation-kafkajs';

/**
 * Has `eachBatch` of kafkajs work in the session of its messages: OpenTelemetry's instrumentation links a span to each, but
 * runs the batch itself outside of all of them. A batch of one message is worked on in the trace that sent it; one of several
 * begins a trace of its own, linked to each sender, in the session that they agree on.
 */
export function joinKafkaBatches(instrumentations: Instrumentation[]): void {
  const kafka = instrumentations.find(({ instrumentationName }) => instrumentationName === KAFKAJS) as
    | (Instrumentation & KafkaJs)
    | undefined;
  const patchFor = kafka?._getConsumerEachBatchPatch;
  if (!patchFor) return;
  kafka._getConsumerEachBatchPatch = (client) => {
    const patch = patchFor.call(kafka, client);
    return (original) => patch(inSendersContext(original));
  };
}

function inSendersContext(original: EachBatch): EachBatch {
  return function (this: unknown, payload) {
    const { topic, messages } = payload.batch;
    return consume(
      trace.getTracer('@throughline/node/kafkajs'),
      { system: 'kafka', name: topic },
      batchSize(messages),
      messages.map(carrierOf),
      (span) => {
        const [only] = messages;
        // Of several each has a span of OpenTelemetry's, which holds it.
        if (messages.length === 1 && only) recordMessage(span, topic, only.value, only.headers);
        return original.call(this, payload);
      },
    );
  };
}
