// The same as queue.mjs with pg-boss required.
const http = require('node:http');
const PgBoss = require('pg-boss');
const { runQueue } = require('./runQueue.cjs');

runQueue(PgBoss, http);
