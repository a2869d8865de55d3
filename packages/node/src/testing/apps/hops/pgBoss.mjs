import PgBoss from 'pg-boss';

async function open() {
  const boss = new PgBoss(process.env.DATABASE_URL);
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('orders');
  return boss;
}

export async function consume(work) {
  const boss = await open();
  await boss.work('orders', { pollingIntervalSeconds: 0.5 }, async () => work());
}

export async function produce() {
  const boss = await open();
  return () => boss.send('orders', { copies: 1 });
}
