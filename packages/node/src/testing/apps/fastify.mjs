import Fastify from 'fastify';

const app = Fastify();
app.post('/charge/:id', async () => ({ ok: true }));
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`listening http://127.0.0.1:${app.server.address().port}`);
