import HyperDX from '@hyperdx/browser';

export function start({ ingest, bodies }) {
  HyperDX.init({
    url: ingest,
    apiKey: 'k',
    service: 'bench',
    advancedNetworkCapture: bodies,
    disableIntercom: true,
  });
}
