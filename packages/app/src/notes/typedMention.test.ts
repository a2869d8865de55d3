import { expect, it } from 'vitest';
import { completed, proposedPeople, typedMention } from './typedMention.ts';

it('knows the mention before the caret', () => {
  expect(typedMention('see @Ad', 7)).toEqual({ start: 4, name: 'ad' });
  expect(typedMention('@', 1)).toEqual({ start: 0, name: '' });
  expect(typedMention('see @ada now', 12)).toBeNull();
  expect(typedMention('ada@shop', 8)).toBeNull();
});

it('proposes who begins so, then whose second name does, and not who is there already', () => {
  const people = ['ada.lovelace', 'bob', 'bob.adams', 'eve'];
  expect(proposedPeople(people, { start: 0, name: 'ad' })).toEqual(['ada.lovelace', 'bob.adams']);
  expect(proposedPeople(people, { start: 0, name: 'bob' })).toEqual(['bob.adams']);
  expect(proposedPeople(people, { start: 0, name: 'x' })).toEqual([]);
});

it('completes it in the middle of a text', () => {
  const text = 'see @ad now';
  const typed = typedMention(text, 7);
  expect(typed && completed(text, 7, typed, 'ada.lovelace')).toEqual({
    text: 'see @ada.lovelace now',
    caret: 18,
  });
});
