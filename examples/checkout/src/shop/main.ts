import { createServer } from 'node:http';
import { required } from '../process/launcher.ts';
import { serve } from '../process/serve.ts';
import { createShop } from './shop.ts';

await serve(
  createServer(
    createShop({
      gateway: required('GATEWAY_URL'),
      endpoint: required('THROUGHLINE_ENDPOINT'),
      key: required('THROUGHLINE_KEY'),
    }),
  ),
);
