import { writeReplay } from '@throughline/format';
import { compressInWorker, type WorkerScope } from './compressInWorker.ts';

/** The worker as a file of its own, for pages whose Content Security Policy allows no worker from a blob. */
compressInWorker(globalThis as unknown as WorkerScope, writeReplay);
