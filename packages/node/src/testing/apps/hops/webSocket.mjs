import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';

export async function consume(work) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) =>
    socket.on('message', () => {
      work();
      socket.send('taken');
    }),
  );
  await once(server, 'listening');
  return `ws://127.0.0.1:${server.address().port}`;
}

export async function produce(address) {
  return async () => {
    const socket = new WebSocket(address);
    await once(socket, 'open');
    const answered = new Promise((resolve) => socket.on('message', resolve));
    socket.send('order');
    await answered;
    socket.close();
  };
}
