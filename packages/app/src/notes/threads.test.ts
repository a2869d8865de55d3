import type { Note } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { filterThreads, peopleOf, threadsOf } from './threads.ts';

const note = (id: string, changes: Partial<Note> = {}): Note => ({
  id,
  session: 's',
  moment: 1,
  text: id,
  author: { name: 'Ada Lovelace', isMe: false },
  mentions: [],
  marks: [],
  tab: '',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...changes,
});
const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const NOTES = [
  note('later reply', { replyTo: 'one', createdAt: at(2) }),
  note('one'),
  note('earlier reply', { replyTo: 'one', createdAt: at(1) }),
  note('two', { resolved: { at: at(3), by: 'Ada' } }),
  note('reply to nothing', { replyTo: 'gone' }),
];

it('puts replies under their note, oldest first', () => {
  expect(threadsOf(NOTES).map(({ note, replies }) => [note.id, ...replies.map(({ id }) => id)])).toEqual([
    ['one', 'earlier reply', 'later reply'],
    ['two'],
  ]);
});

describe('the list', () => {
  const ids = (...[view, open]: [Parameters<typeof filterThreads>[1], string | null]) =>
    filterThreads(threadsOf(NOTES), view, open).map(({ note }) => note.id);

  it('has what is open, resolved, or all', () => {
    expect(ids('open', null)).toEqual(['one']);
    expect(ids('resolved', null)).toEqual(['two']);
    expect(ids('all', null)).toEqual(['one', 'two']);
  });

  it('has the note that a link leads to, or to a reply of which, whatever the filter', () => {
    expect(ids('open', 'two')).toEqual(['one', 'two']);
    expect(ids('resolved', 'later reply')).toEqual(['one', 'two']);
  });
});

it('knows people by their accounts, what they wrote and where they were named', () => {
  const notes = [note('a', { mentions: ['bob'] }), note('b', { author: { name: '…', isMe: true } })];
  const people = [
    { id: '1', name: 'Eve Adams' },
    { id: '2', name: 'Bob' },
  ];
  expect(peopleOf(people, notes)).toEqual(['ada.lovelace', 'bob', 'eve.adams']);
});
