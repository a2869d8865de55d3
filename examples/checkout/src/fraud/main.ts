/**
 * Plain OpenTelemetry and nothing of ours: started with OpenTelemetry's own register entry, it exports by the standard
 * environment variables. It stands for the service that another team runs.
 */
import { createServer } from 'node:http';
import express from 'express';
import pino from 'pino';
import { serve } from '../process/serve.ts';

/** More copies than this at once is a reseller, not a listener. */
const MAX_COPIES = 20;

const log = pino();
const app = express();
app.use(express.json({ limit: '64kb' }));

app.post('/check', (request, response) => {
  const copies = Number(request.body?.copies) || 0;
  const verdict = copies > MAX_COPIES ? 'refuse' : 'pass';
  log.info({ copies, verdict }, 'card checked');
  response.json({ verdict });
});

const server = createServer(app);
await serve(server);

// OpenTelemetry's register entry listens to SIGTERM to flush, which takes away Node's default of ending the process.
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
