import { TEMPLATE_KINDS } from '@throughline/format';
import { expect, it } from 'vitest';
import { checkTemplate, fillMarkdown, fillText, TemplateError } from './fillTemplate.ts';
import { DEFAULT_TEMPLATES, placeholdersOf } from './placeholders.ts';

const VALUES = {
  'session.url': { url: 'https://replay.example/s/1?at=2' },
  'user.name': { text: '*Ada*' },
  'user.email': { text: '' },
  summary: { lines: [{ text: 'clicked “Pay”', link: { label: '18:04:05', url: 'https://replay.example' } }] },
  traces: { lines: [] },
};

it('fills in texts as text, addresses as they are, and lists a line each', () => {
  expect(fillMarkdown('[Open]({{session.url}}) of {{ user.name }}, {{user.email}}', VALUES)).toBe(
    '[Open](https://replay.example/s/1?at=2) of \\*Ada\\*, not known',
  );
  expect(fillMarkdown('{{summary}}\n{{traces}}', VALUES)).toBe(
    '- [18\\:04\\:05](https://replay.example) clicked “Pay”\n- not known',
  );
  expect(fillText('{{user.name}} {{user.email}}\n{{summary}}', VALUES)).toBe(
    '*Ada* \n18:04:05 clicked “Pay”',
  );
});

it('fills in once: what a value holds is no placeholder', () => {
  expect(fillText('{{user.name}}', { 'user.name': { text: '{{session.url}}' } })).toBe('{{session.url}}');
});

it('names the placeholder that is unknown, and those that there are', () => {
  expect(() => fillMarkdown('{{user.name}} {{usr.name}}', VALUES)).toThrow(TemplateError);
  expect(() => checkTemplate('{{usr.name}}', ['user.name', 'moment'])).toThrow(
    '{{usr.name}} is no placeholder; there are {{user.name}}, {{moment}}',
  );
  expect(() => checkTemplate('{{constructor}}', ['user.name'])).toThrow(TemplateError);
});

it.each(TEMPLATE_KINDS)('the default for a ticket about a(n) %s has known placeholders only', (kind) => {
  expect(() => checkTemplate(DEFAULT_TEMPLATES[kind], placeholdersOf(kind))).not.toThrow();
});
