import { queryOptions } from '@tanstack/react-query';
import { type Note, type NoteChange, type NoteList, type NoteToWrite, PATHS } from '@throughline/format';
import { getJson, requestJson } from './request.ts';
import { shareSecret } from './shareSecret.ts';

/** How often notes are asked for, milliseconds: others write, too. */
const REFRESH_EVERY_MS = 15_000;

/** The notes of a session by moment. */
export function noteList(session: string) {
  return queryOptions({
    queryKey: ['notes', 'session', session],
    queryFn: ({ signal }) => getJson<NoteList>('/notes', { session }, signal),
    // They are not for those who look through a link.
    enabled: shareSecret() === '',
    refetchInterval: REFRESH_EVERY_MS,
  });
}

/** Notes of any session in which who asks is mentioned, newest first; where nobody logs in, `signedAs` is who that is. */
export function mentionList(signedAs: string) {
  return queryOptions({
    queryKey: ['notes', 'mentions', signedAs],
    queryFn: ({ signal }) => getJson<NoteList>('/notes', { mentions: 'me', signedAs }, signal),
    refetchInterval: REFRESH_EVERY_MS,
  });
}

/** Throws `RequestError`, with the server's reason; so do all below. */
export async function writeNote(note: NoteToWrite): Promise<Note | undefined> {
  return requestJson<Note>('POST', `${PATHS.api}/notes`, note);
}

export async function changeNote({ id, ...change }: NoteChange & { id: string }): Promise<void> {
  await requestJson('PATCH', noteUrl(id), change);
}

export async function deleteNote(id: string): Promise<void> {
  await requestJson('DELETE', noteUrl(id));
}

/** Takes back that it was deleted. */
export async function restoreNote(id: string): Promise<void> {
  await requestJson('POST', `${noteUrl(id)}/restore`);
}

function noteUrl(id: string): string {
  return `${PATHS.api}/notes/${encodeURIComponent(id)}`;
}
