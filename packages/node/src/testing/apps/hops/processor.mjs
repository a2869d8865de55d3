// Runs in a process that BullMQ starts.
export default async function work() {
  console.log('worked bullmq, sandboxed');
}
