import { init } from '@throughline/browser';

export function start({ ingest, bodies }) {
  init({ endpoint: ingest, key: 'bench', ...(bodies && { network: { headers: true, bodies: true } }) });
  return new Promise((resolve) => setTimeout(resolve, 300));
}
