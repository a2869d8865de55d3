#!/usr/bin/env node
// Engine statements, file syncs and inflating share Node's thread pool; its default of four would make them queue.
process.env.UV_THREADPOOL_SIZE ??= '16';
const { main } = await import('../dist/cli/main.js');
await main(process.argv.slice(2), process.env);
