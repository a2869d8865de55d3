import { describe, expect, it } from 'vitest';
import { mentionName, mentionsIn, noteParts } from './noteText.ts';

describe('noteParts', () => {
  it('finds addresses of the web and people, and leaves the full stop behind them', () => {
    expect(noteParts('See https://shop.test/a?b=1, (@Ada.Lovelace). Thanks')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://shop.test/a?b=1' },
      { kind: 'text', text: ', (' },
      { kind: 'mention', text: '@Ada.Lovelace', name: 'ada.lovelace' },
      { kind: 'text', text: '). Thanks' },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'ada@shop.test',
    'https://',
    '<img src=x onerror=alert(1)>',
    'http:/one-slash.test',
    '@ nobody',
  ])('makes nothing of %s', (text) => {
    expect(noteParts(text)).toEqual([{ kind: 'text', text }]);
  });

  it('loses nothing of the text', () => {
    const text = `${'@'.repeat(2_000)} https://${'a.'.repeat(900)} @ada ${'.'.repeat(2_000)}`;
    expect(
      noteParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

it('tells who is named, each once', () => {
  expect(mentionsIn('@ada, @Bob and @ADA; not mail@eve.test')).toEqual(['ada', 'bob']);
  expect(mentionsIn('nobody')).toEqual([]);
});

it.each([
  ['Ada Lovelace', 'ada.lovelace'],
  ['ada@shop.test', 'ada.shop.test'],
  ['Åsa Öberg-Lind', 'åsa.öberg-lind'],
  ['the token "ci"', 'the.token.ci'],
  [' … ', ''],
])('writes the name %s behind @ as %s', (name, written) => {
  expect(mentionName(name)).toBe(written);
  if (written) expect(mentionsIn(`@${written}`)).toEqual([written]);
});
