/** The worker behind the queue: the one hop of the story that nobody waits for. */
import PgBoss from 'pg-boss';
import { RECEIPTS_QUEUE, type ReceiptJob } from '../contract/receipts.ts';
import { announceReady, required } from '../process/launcher.ts';

/** How often the queue is asked for work, seconds. */
const POLLING_SECONDS = 1;

const boss = new PgBoss({ connectionString: required('DATABASE_URL'), max: 2 });
boss.on('error', (error) => console.error('queue error', error));
await boss.start();
await boss.createQueue(RECEIPTS_QUEUE);
await boss.work<ReceiptJob>(RECEIPTS_QUEUE, { pollingIntervalSeconds: POLLING_SECONDS }, async (jobs) => {
  for (const { data } of jobs) {
    const { orderId, email, total } = data;
    // The customer has paid and gone: nobody but the log hears of it.
    if (takesNoMail(email)) console.error('receipt not sent: the address takes no mail', { orderId });
    else console.log('receipt sent', { orderId, total });
  }
});
announceReady(0);

/** Whether no mail server can be found for an address: RFC 2606 keeps `.invalid` for names that never exist. */
function takesNoMail(email: string): boolean {
  return email.endsWith('.invalid');
}
