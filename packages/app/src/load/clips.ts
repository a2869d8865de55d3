import { queryOptions } from '@tanstack/react-query';
import {
  type Clip,
  type ClipChange,
  type ClipList,
  type ClipToMake,
  type Collection,
  type CollectionChange,
  type CollectionList,
  type CollectionToMake,
  PATHS,
} from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** The clips of a session by their beginning, or of all sessions, newest first. */
export function clipList(session?: string) {
  return queryOptions({
    queryKey: ['clips', session ?? 'all'],
    queryFn: ({ signal }) => getJson<ClipList>('/clips', { session }, signal),
  });
}

/** Collections by name, with their clips. */
export function collectionList() {
  return queryOptions({
    queryKey: ['collections'],
    queryFn: async ({ signal }) => (await getJson<CollectionList>('/collections', {}, signal)).collections,
  });
}

/** What has to be asked for again when a clip or a collection has changed. */
export const CLIP_QUERIES = [['clips'], ['collections']] as const;

/** Throws `RequestError`, with the server's reason; so do all below. */
export async function makeClip(clip: ClipToMake): Promise<Clip | undefined> {
  return requestJson<Clip>('POST', `${PATHS.api}/clips`, clip);
}

export async function changeClip(id: string, change: ClipChange): Promise<void> {
  await requestJson('PATCH', `${PATHS.api}/clips/${encodeURIComponent(id)}`, change);
}

export async function deleteClip(id: string): Promise<void> {
  await requestJson('DELETE', `${PATHS.api}/clips/${encodeURIComponent(id)}`);
}

export async function makeCollection(collection: CollectionToMake): Promise<Collection | undefined> {
  return requestJson<Collection>('POST', `${PATHS.api}/collections`, collection);
}

export async function changeCollection({ id, ...change }: CollectionChange & { id: string }): Promise<void> {
  await requestJson('PATCH', collectionUrl(id), change);
}

export async function deleteCollection(id: string): Promise<void> {
  await requestJson('DELETE', collectionUrl(id));
}

function collectionUrl(id: string): string {
  return `${PATHS.api}/collections/${encodeURIComponent(id)}`;
}
