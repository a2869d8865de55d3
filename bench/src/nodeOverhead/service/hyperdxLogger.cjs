// What HyperDX asks an application to log by, so that its lines are sent.
const { createRequire } = require('node:module');
const pino = require('pino');

const fromPeers = createRequire(`${process.env.PEERS}/index.js`);
const HyperDX = fromPeers('@hyperdx/node-opentelemetry');
const sending = HyperDX.getPinoTransport('info');

module.exports = pino({
  mixin: HyperDX.getPinoMixinFunction,
  transport: {
    targets: [
      { ...sending, target: fromPeers.resolve(sending.target) },
      { target: 'pino/file', options: { destination: 1 } },
    ],
  },
});
