import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { withMessage } from '@throughline/node';

const QueueUrl = `${process.env.SQS_URL}/000000000000/orders`;
const asked = { QueueUrl, MessageAttributeNames: ['x-request-id'] };
const client = () =>
  new SQSClient({
    endpoint: process.env.SQS_URL,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
  });

export async function consume(work) {
  const sqs = client();
  (async () => {
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ ...asked, WaitTimeSeconds: 1 }));
      for (const message of Messages)
        withMessage(message, work, { system: 'aws_sqs', destination: 'orders', id: message.MessageId });
    }
  })();
}

export async function produce() {
  const sqs = client();
  const MessageAttributes = { 'x-request-id': { DataType: 'String', StringValue: 'r-1' } };
  return () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'order', MessageAttributes }));
}
