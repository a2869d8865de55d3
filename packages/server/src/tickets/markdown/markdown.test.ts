import { describe, expect, it } from 'vitest';
import { textIn } from '../../testing/fakeJira.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { parseMarkdown } from './parseMarkdown.ts';
import { toAtlassianDocument } from './toAtlassianDocument.ts';
import { toSlackText } from './toSlackText.ts';
import { toWikiMarkup } from './toWikiMarkup.ts';

const TEXT = `# Pay *fails*

**[Open](https://a.example/s?at=1&x=2)** at \`code\`,
see https://b.example/x.

- one **big** _thing_
- two
1. first

\`\`\`
{noformat} *raw*
\`\`\``;

/** What a name or an error may hold, on its way into each markup. */
const HOSTILE = [
  '**b** _i_ `c` [x](http://evil.example) ![p](http://evil.example/p.png)',
  '<img src=x onerror=alert(1)> <!channel> <@U1> <http://evil.example|x>',
  'https://evil.example www.evil.example @everyone #1 GH-1',
  '{noformat} {color:red} [x|http://evil.example] [~admin] !http://evil.example/p.png! h1. | || \\\\ *b* ~x~',
  '# heading',
  '- item',
  '1. first',
  '``` fence',
  '\u202eturned\u200b\nnew line',
];

it('reads what tickets are written in', () => {
  expect(parseMarkdown(TEXT)).toEqual([
    { kind: 'heading', level: 1, content: [{ text: 'Pay ' }, { text: 'fails', mark: 'emphasis' }] },
    {
      kind: 'paragraph',
      content: [
        { text: 'Open', url: 'https://a.example/s?at=1&x=2' },
        { text: ' at ' },
        { text: 'code', mark: 'code' },
        { text: ',\nsee ' },
        { text: 'https://b.example/x', url: 'https://b.example/x' },
        { text: '.' },
      ],
    },
    {
      kind: 'list',
      isOrdered: false,
      items: [
        [
          { text: 'one ' },
          { text: 'big', mark: 'strong' },
          { text: ' ' },
          { text: 'thing', mark: 'emphasis' },
        ],
        [{ text: 'two' }],
      ],
    },
    { kind: 'list', isOrdered: true, items: [[{ text: 'first' }]] },
    { kind: 'code', text: '{noformat} *raw*' },
  ]);
  expect(parseMarkdown('[x](javascript:alert(1)) snake_case_name 2 * 3')).toEqual([
    { kind: 'paragraph', content: [{ text: '[x](javascript:alert(1)) snake_case_name 2 * 3' }] },
  ]);
});

it('takes time in proportion to the text, whatever it is', () => {
  for (const part of ['[', '**', '`', '\\', '[a](', '_a', '<h', 'https://'])
    expect(parseMarkdown(part.repeat(5_000)).length).toBe(1);
});

describe.each(HOSTILE)('of %j', (hostile) => {
  const escaped = escapeMarkdown(hostile);
  const blocks = parseMarkdown(escaped);

  it('nothing is left that Markdown makes something of', () => {
    const [block, ...more] = blocks;
    expect(more).toEqual([]);
    expect(block).toMatchObject({ kind: 'paragraph', content: [{ text: expect.any(String) }] });
    expect(block).toEqual({ kind: 'paragraph', content: [{ text: expect.any(String) }] });
    expect(escaped).not.toMatch(/@\w|#\d|(?<!\\)[[\]<>*_`!]|:\/\/|\u202e/);
  });

  it('Atlassian’s document has it as text', () => {
    const document = toAtlassianDocument(blocks);
    expect(JSON.stringify(document)).not.toContain('"marks"');
    expect(textIn(document).replaceAll('\u200b', '')).toBe(hostile.replace(/[\u202e\u200b\n]+/g, ' ').trim());
  });

  it('wiki markup has no sign that begins something', () => {
    expect(toWikiMarkup(blocks)).not.toMatch(/(?<!\\)[{}[\]|!*_~]|:\/\/|^(h1\.|#|\* )/m);
  });

  it('Slack gets no mention and no link', () => {
    expect(toSlackText(blocks)).not.toMatch(/[<>]|(?<!\u200b)[*_~`]/);
  });
});

it('is written in each markup', () => {
  const blocks = parseMarkdown(TEXT);
  expect(toWikiMarkup(blocks)).toBe(
    'h1. Pay _fails_\n\n[Open|https://a.example/s?at=1&x=2] at {{code}},\nsee ' +
      '[https:\u200b//b.example/x|https://b.example/x].\n\n* one *big* _thing_\n* two\n\n# first\n\n' +
      '{noformat}\n{\u200bnoformat} *raw*\n{noformat}',
  );
  expect(toSlackText(blocks)).toBe(
    '*Pay fails*\n\n<https://a.example/s?at=1&amp;x=2|Open> at `code`,\nsee ' +
      '<https://b.example/x|https://b.example/x>.\n\n• one *big* _thing_\n• two\n\n1. first\n\n' +
      '```\n{noformat} \u200b*\u200braw\u200b*\u200b\n```',
  );
  expect(JSON.stringify(toAtlassianDocument(blocks))).toContain('"codeBlock"');
});
