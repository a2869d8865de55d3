// The second service: node:http alone, CommonJS. Answers with the headers that it got.
const http = require('node:http');

const server = http.createServer((request, response) => {
  console.warn('asked %s', request.url);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(request.headers));
});
server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
