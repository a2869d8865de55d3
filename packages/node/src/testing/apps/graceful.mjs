// Listens to SIGTERM itself and decides how it ends.
import http from 'node:http';

const server = http.createServer((_, response) => response.end());
server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => {
  console.log('closing');
  server.close(() => setTimeout(() => process.exit(3), 300));
});
