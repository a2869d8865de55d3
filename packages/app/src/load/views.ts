import { queryOptions } from '@tanstack/react-query';
import { PATHS, type SavedView, type SavedViewList } from '@throughline/format';
import { getJson, requestJson } from './request.ts';

export type ViewToSave = Omit<SavedView, 'id' | 'createdAt'>;

/** The team's views, by name. */
export function savedViews() {
  return queryOptions({
    queryKey: ['views'],
    queryFn: async ({ signal }) => (await getJson<SavedViewList>('/views', {}, signal)).views,
  });
}

/** Throws `RequestError`, with the server's reason. */
export async function saveView({ name, search, range, columns }: ViewToSave): Promise<void> {
  await requestJson('POST', `${PATHS.api}/views`, { name, search, range, columns });
}

/** Throws `RequestError`. */
export async function deleteView(id: string): Promise<void> {
  await requestJson('DELETE', `${PATHS.api}/views/${encodeURIComponent(id)}`);
}
