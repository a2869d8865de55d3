// The hops between two processes, by name; those whose broker is not there are left out.
const files = {
  '@grpc/grpc-js': ['grpc.mjs'],
  ws: ['webSocket.mjs'],
  amqplib: ['rabbitMq.mjs', 'AMQP_URL'],
  bullmq: ['bullmq.mjs', 'REDIS_PORT'],
  'bullmq, addBulk': ['bullmqBulk.mjs', 'REDIS_PORT'],
  'bullmq, FlowProducer': ['bullmqFlow.mjs', 'REDIS_PORT'],
  'bullmq, sandboxed': ['bullmqSandboxed.mjs', 'REDIS_PORT'],
  ioredis: ['redis.mjs', 'REDIS_PORT'],
  nats: ['nats.mjs', 'NATS_URL'],
  'nats, for await': ['natsLoop.mjs', 'NATS_URL'],
  kafkajs: ['kafka.mjs', 'KAFKA_BROKER'],
  'kafkajs, eachBatch': ['kafkaBatch.mjs', 'KAFKA_BROKER'],
  '@aws-sdk/client-sqs': ['sqs.mjs', 'SQS_URL'],
  'pg-boss': ['pgBoss.mjs', 'DATABASE_URL'],
};

export const hops = {};
for (const [name, [file, variable]] of Object.entries(files))
  if (variable === undefined || process.env[variable]) hops[name] = await import(`./${file}`);
