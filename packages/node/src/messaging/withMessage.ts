import { type Attributes, trace } from '@opentelemetry/api';
import { ATTRIBUTES } from '@throughline/format';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import { extract } from '../context/carrier.ts';
import { runWithContext } from '../context/sessionContext.ts';
import { carrierOf, contentOf, headersOf } from './carrierOf.ts';
import { consume } from './messageSpan.ts';

export interface MessageOptions {
  /** The queue, topic or subject that the message came from; names the span. Default `message`. */
  destination?: string;
  /** `messaging.system`, e.g. `nats`. Default `unknown`. */
  system?: string;
  /** `messaging.message.id`. */
  id?: string;
}

/**
 * Runs `fn` as the work on `message`: in the session and trace that sent it, within a consumer span that is linked to the
 * sender. For consumers that read messages in a loop or by a client that is not instrumented. The message may be one of
 * Kafka, AMQP, NATS, SQS, SNS, gRPC or Fetch, a sealed job, or any object that `inject()` wrote into. A message that names
 * nothing is worked on in a new trace. Gives back what `fn` returns, and lets through what it throws.
 */
export function withMessage<Result>(
  message: unknown,
  fn: () => Result,
  options: MessageOptions = {},
): Result {
  const { destination = 'message', system = 'unknown', id } = options;
  const carrier = carrierOf(message);
  const attributes: Attributes = id === undefined ? {} : { [ATTRIBUTES.messagingMessageId]: id };
  return consume(
    trace.getTracer('@throughline/node/withMessage'),
    { system, name: destination },
    attributes,
    [carrier],
    (span) => {
      recordMessage(span, destination, contentOf(message), headersOf(message));
      // Without an OpenTelemetry SDK there is no span; then `getContext()` knows what the carrier said.
      return runWithContext(extract(carrier), fn);
    },
  );
}
