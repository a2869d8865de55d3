// A worker thread that is started for one task: knows its session from its data, by hand.
import { workerData } from 'node:worker_threads';
import { withMessage } from '@throughline/node';

withMessage(workerData, () => console.log('worked worker_threads, workerData'));
