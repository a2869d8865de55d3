import { ATTRIBUTES, SPAN_KINDS, type SpanPeer } from '@throughline/format';

/** What a client or producer span called, by its attributes. */

/** In the order in which the names stand in `PEER_NAMES`. */
const PEER_KINDS = ['database', 'queue', 'host'] as const satisfies readonly SpanPeer['kind'][];

/** Of a peer's name. */
const PEER_CHARACTERS = 200;
const NAMED_BY = [
  [ATTRIBUTES.dbSystem, ATTRIBUTES.dbSystemOld],
  [ATTRIBUTES.messagingSystem],
  [ATTRIBUTES.serverAddress, 'net.peer.name'],
];
const CALLERS = [SPAN_KINDS.indexOf('client'), SPAN_KINDS.indexOf('producer')];

/** SQL for the names that a span may call something by, `PeerNames`; an empty array if it is the span of no call. */
export const PEER_NAMES = `if(kind IN (${CALLERS}), [${NAMED_BY.map(
  (names) =>
    `substringUTF8(concat(${names.map((name, index) => (index === 0 ? `attributes['${name}']` : `if(attributes['${names[0]}'] = '', attributes['${name}'], '')`)).join(', ')}, ''), 1, ${PEER_CHARACTERS})`,
).join(', ')}], [])`;

export type PeerNames = [database: string, queue: string, host: string] | [];

/** What is called by the first of the names that there is. */
export function peerOf(names: readonly string[]): SpanPeer | undefined {
  const index = names.findIndex((name) => name !== '');
  const kind = PEER_KINDS[index];
  return kind && { kind, name: names[index] ?? '' };
}

/** SQL for the same, given SQL for the names: a tuple of kind and name, both empty if there is none. */
export function peerSql(names: string): string {
  const index = `arrayFirstIndex(name -> name != '', ${names})`;
  const kinds = PEER_KINDS.map((kind) => `'${kind}'`).join(', ');
  return `if(${index} = 0, ('', ''), ([${kinds}][${index}], ${names}[${index}]))`;
}
