import type { Span } from '@opentelemetry/api';
import { BodyCollector } from './bodyCollector.ts';
import { bytesOf, contentTypeOf, headerPairs } from './messageContent.ts';
import { type Payloads, payloads } from './payloads.ts';

/**
 * Records what a message of a queue or connection holds on `span`, if that is asked for: text, bytes that are UTF-8, or an
 * object, as JSON, or a function that gives one of these and is called only then; and its `headers`, in whatever form its
 * client has them. `target` is its queue, topic or subject.
 */
export function recordMessage(
  span: Span,
  target: string,
  content: unknown,
  headers?: unknown,
  to: Payloads = payloads,
): void {
  if (!to.isWanted(span)) return;
  try {
    const body = bytesOf((typeof content === 'function' ? content() : content) ?? '');
    const contentType = contentTypeOf(body);
    const collector = new BodyCollector(() => contentType);
    collector.add(body);
    to.record(span, {
      subject: 'messaging.message',
      target,
      headers: headerPairs(headers),
      contentType,
      body: collector,
    });
  } catch {
    // An object that is no JSON: it is left to the library that sends it to say so.
  }
}

interface AmqpProperties {
  headers?: Record<string, unknown>;
  contentType?: string;
}
interface AmqpPublished {
  exchange: string;
  routingKey: string;
  content: Buffer;
  options?: AmqpProperties;
}
interface AmqpConsumed {
  msg: { content: Buffer; fields?: { routingKey?: string }; properties?: AmqpProperties };
}
interface KafkaMessage {
  topic: string;
  message: { value: unknown; headers?: Record<string, unknown> };
}
interface AwsMessage {
  MessageBody?: string;
  Message?: string;
  Body?: string;
  MessageAttributes?: Record<string, unknown>;
}
interface AwsInput extends AwsMessage {
  QueueUrl?: string;
  TopicArn?: string;
  Entries?: AwsMessage[];
  PublishBatchRequestEntries?: AwsMessage[];
}

/** The hooks of OpenTelemetry's instrumentations of brokers. */
export const messageHooks = {
  kafkajs: {
    producerHook: recordKafka,
    consumerHook: recordKafka,
  },
  amqplib: {
    publishHook(span: Span, { exchange, routingKey, content, options }: AmqpPublished) {
      recordMessage(span, exchange || routingKey, content, options && amqpHeaders(options));
    },
    consumeHook(span: Span, { msg: { content, fields, properties } }: AmqpConsumed) {
      recordMessage(span, fields?.routingKey ?? '', content, properties && amqpHeaders(properties));
    },
  },
  awsSdk: {
    preRequestHook(span: Span, { request }: { request: { commandInput: AwsInput } }) {
      const input = request.commandInput;
      const batch = input.Entries ?? input.PublishBatchRequestEntries ?? [];
      recordAws(span, input, batch.length > 0 ? batch : [input]);
    },
    responseHook(
      span: Span,
      {
        response,
      }: {
        response: { request: { commandInput: AwsInput }; data?: { Messages?: AwsMessage[] } };
      },
    ) {
      recordAws(span, response.request.commandInput, response.data?.Messages ?? []);
    },
  },
};

function recordKafka(span: Span, { topic, message }: KafkaMessage): void {
  recordMessage(span, topic, message.value, message.headers);
}

const amqpHeaders = ({ headers, contentType }: AmqpProperties) => ({
  ...headers,
  ...(contentType !== undefined && { 'content-type': contentType }),
});

/** Messages of SQS and SNS, sent or received; of several the bodies as a list. Other requests to AWS have none. */
function recordAws(span: Span, { QueueUrl, TopicArn }: AwsInput, messages: AwsMessage[]): void {
  const bodies = messages.flatMap(({ MessageBody, Message, Body }) => MessageBody ?? Message ?? Body ?? []);
  const [first] = bodies;
  if (first === undefined) return;
  const isSingle = messages.length === 1;
  recordMessage(
    span,
    String(QueueUrl ?? TopicArn ?? ''),
    isSingle ? first : bodies,
    isSingle ? messages[0]?.MessageAttributes : undefined,
  );
}
