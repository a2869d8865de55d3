import { required } from '../process/launcher.ts';
import { serve } from '../process/serve.ts';
import { createPayment } from './payment.ts';

const app = createPayment({ fraudUrl: required('FRAUD_URL'), ordersUrl: required('ORDERS_URL') });
await app.ready();
await serve(app.server);
