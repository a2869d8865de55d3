// A worker thread: knows its session from the message, by hand.
import { parentPort } from 'node:worker_threads';
import { withMessage } from '@throughline/node';

parentPort.once('message', (message) => withMessage(message, () => console.log('worked worker_threads')));
