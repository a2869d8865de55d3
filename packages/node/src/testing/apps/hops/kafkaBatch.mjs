import { Kafka, logLevel } from 'kafkajs';

const topic = 'orders-in-batches';
const kafka = () => new Kafka({ brokers: [process.env.KAFKA_BROKER], logLevel: logLevel.ERROR });

export async function consume(work) {
  const client = kafka();
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const consumer = client.consumer({ groupId: 'orders-in-batches' });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachBatch: async () => work() });
}

export async function produce() {
  const producer = kafka().producer();
  await producer.connect();
  return () => producer.send({ topic, messages: [{ value: 'order', headers: { 'x-request-id': 'r-1' } }] });
}
