import type {
  Author,
  Clip,
  ClipList,
  ClipToMake,
  Collection,
  CollectionChange,
  CollectionList,
  Note,
  NoteChange,
  NoteList,
  NoteToWrite,
} from '@throughline/format';
import { mentionName, mentionsIn } from '@throughline/model';
import type { Annotations, Fixture } from './fixture.ts';
import type { ListRequest } from './listAnswers.ts';

let made = 0;
const nextId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
const authorOf = (name?: string): Author => ({ name: name || 'this machine', isMe: true });

/** What the fixture server answers about notes, clips and collections. */
export function answerAboutNotes(fixture: Fixture, request: ListRequest): unknown {
  const [, kind] = request.path.split('/');
  fixture.annotations ??= { notes: [], deletedNotes: [], clips: [], collections: [] };
  if (kind === 'people') return { people: fixture.people ?? [] };
  if (kind === 'notes') return answerNotes(fixture.annotations, request);
  if (kind === 'clips') return answerClips(fixture.annotations, request);
  if (kind === 'collections') return answerCollections(fixture.annotations, request);
  return undefined;
}

function answerNotes(
  kept: Annotations,
  { method, path, parameters, body }: ListRequest,
): Note | NoteList | object | undefined {
  const [, , id, part] = path.split('/');
  if (method === 'GET') {
    const [session, mentions] = [parameters.get('session'), parameters.get('mentions')];
    const name = mentionName(mentions === 'me' ? (parameters.get('signedAs') ?? '') : (mentions ?? ''));
    const notes = kept.notes
      .filter((note) => (session === null ? note.mentions.includes(name) : note.session === session))
      .sort((a, b) => a.moment - b.moment);
    return { notes, isCut: false };
  }
  if (id === undefined) {
    const { signedAs, marks = [], tab = '', ...written } = body as NoteToWrite;
    const note: Note = {
      ...written,
      id: nextId(),
      marks,
      tab,
      author: authorOf(signedAs),
      mentions: mentionsIn(written.text),
      createdAt: new Date().toISOString(),
    };
    kept.notes.push(note);
    return note;
  }
  const from = part === 'restore' ? kept.deletedNotes : kept.notes;
  const note = from.find((one) => one.id === id);
  if (!note) return undefined;
  if (method === 'PATCH') {
    const { text, marks, isResolved, signedAs } = body as NoteChange;
    if (text !== undefined) Object.assign(note, { text, editedAt: new Date().toISOString() });
    if (marks) note.marks = marks;
    if (isResolved !== undefined)
      note.resolved = isResolved ? { at: new Date().toISOString(), by: signedAs ?? '' } : undefined;
    return note;
  }
  const [taken, given] =
    part === 'restore' ? [kept.deletedNotes, kept.notes] : [kept.notes, kept.deletedNotes];
  taken.splice(taken.indexOf(note), 1);
  given.push(note);
  return note;
}

function answerClips(kept: Annotations, request: ListRequest): Clip | ClipList | object | undefined {
  const { method, path, parameters, body } = request;
  if (method === 'GET') {
    const session = parameters.get('session');
    return { clips: kept.clips.filter((clip) => session === null || clip.session === session), isCut: false };
  }
  if (method === 'DELETE') {
    const others = <Entry extends { id: string }>(clips: Entry[]) =>
      clips.filter(({ id }) => !path.endsWith(id));
    kept.clips = others(kept.clips);
    for (const collection of kept.collections) collection.clips = others(collection.clips);
    return {};
  }
  if (method === 'PATCH') {
    const clip = kept.clips.find(({ id }) => path.endsWith(id));
    return clip && Object.assign(clip, body);
  }
  const { signedAs, description = '', ...clip } = body as ClipToMake;
  const clipMade: Clip = {
    ...clip,
    description,
    id: nextId(),
    author: authorOf(signedAs),
    createdAt: new Date().toISOString(),
  };
  kept.clips.push(clipMade);
  return clipMade;
}

function answerCollections(
  kept: Annotations,
  { method, path, body }: ListRequest,
): Collection | CollectionList | object | undefined {
  if (method === 'GET') return { collections: kept.collections };
  if (method === 'POST') {
    const { name } = body as { name: string };
    const collection: Collection = {
      id: nextId(),
      name,
      clips: [],
      author: authorOf(),
      createdAt: new Date().toISOString(),
    };
    kept.collections.push(collection);
    return collection;
  }
  const collection = kept.collections.find(({ id }) => path.endsWith(id));
  if (!collection) return undefined;
  if (method === 'DELETE') {
    kept.collections = kept.collections.filter((one) => one !== collection);
    return {};
  }
  const { name, clips } = body as CollectionChange;
  if (name !== undefined) collection.name = name;
  if (clips) collection.clips = clips.flatMap((id) => kept.clips.find((clip) => clip.id === id) ?? []);
  return collection;
}
