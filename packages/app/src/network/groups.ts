import type { RequestType } from '@throughline/format';
import type { RequestGroup } from '../state/networkView.ts';

/** The kind under which the panel counts each type of request. */
export const GROUP_OF: Record<RequestType, RequestGroup> = {
  fetch: 'fetch',
  xhr: 'fetch',
  document: 'document',
  websocket: 'socket',
  eventsource: 'socket',
  beacon: 'other',
  other: 'other',
};

/** How each kind is called on its chip. */
export const GROUP_LABELS: Record<RequestGroup, string> = {
  fetch: 'Fetch/XHR',
  document: 'Doc',
  socket: 'WS',
  other: 'Other',
};

/** How each type is called in its cell. */
export const TYPE_LABELS: Record<RequestType, string> = {
  fetch: 'fetch',
  xhr: 'xhr',
  beacon: 'beacon',
  websocket: 'websocket',
  eventsource: 'eventsource',
  document: 'document',
  other: 'other',
};
