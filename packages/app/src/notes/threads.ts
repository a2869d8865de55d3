import type { Note, Person } from '@throughline/format';
import { mentionName } from '@throughline/model';
import type { NotesView } from '../state/noteDraft.ts';

/** A note with the replies to it, oldest first. */
export interface Thread {
  note: Note;
  replies: Note[];
}

/** Notes, which are in the order of their moments, as threads in the same order. A reply without its note is left out. */
export function threadsOf(notes: readonly Note[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const note of notes) if (note.replyTo === undefined) threads.set(note.id, { note, replies: [] });
  for (const note of notes) if (note.replyTo !== undefined) threads.get(note.replyTo)?.replies.push(note);
  for (const { replies } of threads.values())
    replies.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  return [...threads.values()];
}

/** Those that the view lists, and always the one that is open: by its own id or by that of a reply in it. */
export function filterThreads(threads: readonly Thread[], view: NotesView, open: string | null): Thread[] {
  return threads.filter(
    (thread) =>
      view === 'all' || (thread.note.resolved !== undefined) === (view === 'resolved') || holds(thread, open),
  );
}

/** Whether the note of this id is in the thread. */
export function holds({ note, replies }: Thread, id: string | null): boolean {
  return id !== null && (note.id === id || replies.some((reply) => reply.id === id));
}

/** People that can be mentioned, as they stand behind `@`: who may log in, who wrote notes, and who was mentioned before. */
export function peopleOf(people: readonly Person[], notes: readonly Note[]): string[] {
  const names = [
    ...people.map(({ name }) => mentionName(name)),
    ...notes.flatMap(({ author, mentions }) => [mentionName(author.name), ...mentions]),
  ];
  return [...new Set(names)].filter((name) => name !== '').sort((a, b) => a.localeCompare(b));
}
