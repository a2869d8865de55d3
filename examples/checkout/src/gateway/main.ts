import { createServer } from 'node:http';
import { required } from '../process/launcher.ts';
import { serve } from '../process/serve.ts';
import { createGateway } from './gateway.ts';

await serve(
  createServer(createGateway({ paymentUrl: required('PAYMENT_URL'), ordersUrl: required('ORDERS_URL') })),
);
