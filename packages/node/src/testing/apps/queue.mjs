// Sends one job within a request and works on it; pg-boss imported as ESM.
import http from 'node:http';
import PgBoss from 'pg-boss';
import { runQueue } from './runQueue.cjs';

runQueue(PgBoss, http);
