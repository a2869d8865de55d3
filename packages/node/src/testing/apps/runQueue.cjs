exports.runQueue = async function runQueue(PgBoss, http) {
  const boss = new PgBoss(process.env.DATABASE_URL);
  boss.on('error', () => {});
  await boss.start();
  const queues = ['single', 'empty', 'batch', 'failing', 'plain'];
  for (const queue of queues) await boss.createQueue(queue);
  const quickly = { pollingIntervalSeconds: 0.5 };
  for (const queue of ['single', 'empty'])
    await boss.work(queue, quickly, async ([job]) =>
      console.log(`worked ${queue}`, JSON.stringify(job.data)),
    );
  await boss.work('batch', { ...quickly, batchSize: 5 }, async (jobs) =>
    // Jobs of one insert come in any order.
    console.log('worked batch', JSON.stringify(jobs.map((job) => job.data.order).sort())),
  );
  await boss.work('failing', quickly, async () => {
    throw new TypeError('no printer');
  });

  const server = http.createServer(async (request, response) => {
    if (request.url === '/send') {
      const id = await boss.send('single', { order: 1 });
      await boss.send('empty');
      await boss.insert([
        { name: 'batch', data: { order: 2 } },
        { name: 'batch', data: { order: 3 } },
      ]);
      await boss.send('failing', { order: 4 }, { retryLimit: 0 });
      response.end(JSON.stringify(await boss.getJobById('single', id)));
    } else {
      await boss.send('plain', { order: 5 });
      response.end(JSON.stringify(await boss.fetch('plain')));
    }
  });
  server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
};
