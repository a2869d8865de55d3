// The first service: Express, imported as ESM; calls the second by fetch and by node:http.
import http from 'node:http';
import express from 'express';

const app = express();
app.get('/orders/:id', async (request, response) => {
  console.log('order asked', { id: request.params.id });
  const byFetch = await (await fetch(`${process.env.BACK}/stock`)).json();
  const byHttp = await new Promise((resolve, reject) =>
    http
      .get(`${process.env.BACK}/price`, async (answer) => resolve(JSON.parse(await text(answer))))
      .on('error', reject),
  );
  console.error('no stock', new RangeError('none left'));
  response.json({ byFetch, byHttp });
});

async function text(stream) {
  let all = '';
  for await (const chunk of stream) all += chunk;
  return all;
}

const server = app.listen(0, '127.0.0.1', () =>
  console.log(`listening http://127.0.0.1:${server.address().port}`),
);
