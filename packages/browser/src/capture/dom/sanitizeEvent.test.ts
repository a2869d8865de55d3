import { redactText } from '@throughline/format';
import { EventType, type eventWithTime, IncrementalSource } from 'rrweb';
import { expect, it } from 'vitest';
import { createRedactedUrl } from '../redactedUrl.ts';
import { type NodeKnowledge, sanitizeEvent } from './sanitizeEvent.ts';

const DOCUMENT = 0;
const ELEMENT = 2;
const TEXT = 3;

type Attributes = Record<string, string | number | true | null>;

const known = (knowledge: Partial<NodeKnowledge> = {}): NodeKnowledge => ({
  redactedUrl: createRedactedUrl(['page']),
  redact: redactText,
  tagName: () => 'div',
  isMasked: () => false,
  isShadowText: () => false,
  ...knowledge,
});

function snapshotOf(node: object): eventWithTime {
  const document = { type: DOCUMENT, id: 1, childNodes: [node] };
  return {
    type: EventType.FullSnapshot,
    timestamp: 1,
    data: { node: document, initialOffset: { top: 0, left: 0 } },
  } as unknown as eventWithTime;
}

function recorded(tagName: string, attributes: Attributes, knowledge?: Partial<NodeKnowledge>): Attributes {
  const event = snapshotOf({ type: ELEMENT, id: 2, tagName, attributes, childNodes: [] });
  const { data } = sanitizeEvent(event, known(knowledge)) as {
    data: { node: { childNodes: [{ attributes: Attributes }] } };
  };
  return data.node.childNodes[0].attributes;
}

function recordedMutation(tagName: string, attributes: Attributes, knowledge: Partial<NodeKnowledge> = {}) {
  const event = {
    type: EventType.IncrementalSnapshot,
    timestamp: 1,
    data: {
      source: IncrementalSource.Mutation,
      adds: [],
      removes: [],
      texts: [],
      attributes: [{ id: 2, attributes }],
    },
  } as unknown as eventWithTime;
  const sanitized = sanitizeEvent(event, known({ tagName: () => tagName, ...knowledge }));
  return (sanitized.data as { attributes: [{ attributes: Attributes }] }).attributes[0].attributes;
}

it('redacts the URL of the page', () => {
  const event = {
    type: EventType.Meta,
    timestamp: 1,
    data: { href: 'https://u:p@shop.test/a?page=2&token=t#h', width: 1, height: 1 },
  };
  expect(sanitizeEvent(event as eventWithTime, known()).data).toMatchObject({
    href: 'https://shop.test/a?page=2',
  });
});

it.each<[string, Attributes, Attributes]>([
  ['button', { onclick: 'pay()', onpointerdown: 'x', class: 'on' }, { class: 'on' }],
  ['a', { href: 'javascript:alert(1)' }, {}],
  ['a', { href: ' java\tscript:alert(1)' }, {}],
  ['iframe', { srcdoc: '<p>secret' }, {}],
  ['iframe', { rr_src: 'https://frame.test/?id=1' }, { rr_src: 'https://frame.test/' }],
  ['a', { href: 'https://shop.test/reset?token=abc' }, { href: 'https://shop.test/reset' }],
  ['form', { action: 'https://shop.test/pay?user=1' }, { action: 'https://shop.test/pay' }],
  ['link', { href: 'https://cdn.test/a.css?v=2' }, { href: 'https://cdn.test/a.css?v=2' }],
  ['img', { src: 'https://cdn.test/a.png?w=2' }, { src: 'https://cdn.test/a.png?w=2' }],
  ['meta', { name: 'csrf', content: 'secret' }, { name: 'csrf' }],
  ['meta', { name: 'viewport', content: 'width=1' }, { name: 'viewport', content: 'width=1' }],
  ['input', { value: 'Ada L' }, { value: '*** *' }],
  ['input', { type: 'hidden', value: 'id-7' }, { type: 'hidden', value: '****' }],
  ['input', { type: 'Submit', value: 'Pay' }, { type: 'Submit', value: 'Pay' }],
  ['input', { type: 'radio', value: 'visa' }, { type: 'radio', value: 'visa' }],
  ['textarea', { value: 'note' }, { value: '****' }],
  [
    'div',
    { title: 'card 4111111111111111', 'data-card': '4111111111111111' },
    { title: 'card ****************', 'data-card': '****************' },
  ],
])('records <%s> %j as %j', (tagName, attributes, expected) => {
  expect(recorded(tagName, attributes)).toEqual(expected);
});

it('masks the text of attributes in masked elements and leaves their looks', () => {
  const attributes = {
    title: 'Ada',
    'aria-label': 'A da',
    alt: 'x',
    placeholder: 'p',
    'data-name': 'Ada',
    class: 'c',
    style: 's',
  };
  expect(
    recorded('a', { ...attributes, href: 'https://shop.test/ada' }, { isMasked: (id) => id === 2 }),
  ).toEqual({
    title: '***',
    'aria-label': '* **',
    alt: '*',
    placeholder: '*',
    class: 'c',
    style: 's',
  });
});

it('does the same to attributes that change later', () => {
  expect(recordedMutation('a', { href: 'https://shop.test/?token=t', onclick: 'x', title: null })).toEqual({
    href: 'https://shop.test/',
    title: null,
  });
  expect(recordedMutation('div', { title: 'Ada' }, { isMasked: () => true })).toEqual({ title: '***' });
  expect(recordedMutation('input', { value: 'Pay' })).toEqual({ value: 'Pay' });
});

it('masks and redacts text that stands directly in a shadow root', () => {
  const text = { type: TEXT, id: 3, textContent: 'Ada 4111111111111111', isShadow: true };
  const event = snapshotOf({ type: ELEMENT, id: 2, tagName: 'x-name', attributes: {}, childNodes: [text] });
  expect(JSON.stringify(sanitizeEvent(event, known()))).toContain('"Ada ****************"');
  expect(JSON.stringify(sanitizeEvent(event, known({ isMasked: (id) => id === 2 })))).not.toContain('Ada');
});

it('changes nothing in place and copies only what changes', () => {
  const plain = { type: ELEMENT, id: 3, tagName: 'p', attributes: { class: 'c' }, childNodes: [] };
  const link = {
    type: ELEMENT,
    id: 4,
    tagName: 'a',
    attributes: { href: 'https://shop.test/?q=1' },
    childNodes: [],
  };
  const event = snapshotOf({
    type: ELEMENT,
    id: 2,
    tagName: 'div',
    attributes: {},
    childNodes: [plain, link],
  });
  const before = JSON.stringify(event);
  const sanitized = sanitizeEvent(event, known()) as {
    data: { node: { childNodes: [{ childNodes: object[] }] } };
  };
  expect(JSON.stringify(event)).toBe(before);
  expect(sanitized.data.node.childNodes[0].childNodes[0]).toBe(plain);
  expect(sanitized.data.node.childNodes[0].childNodes[1]).not.toBe(link);
});

it('masks input events of masked elements', () => {
  const event = {
    type: EventType.IncrementalSnapshot,
    timestamp: 1,
    data: { source: IncrementalSource.Input, id: 2, text: 'visa', isChecked: true },
  };
  expect(sanitizeEvent(event as eventWithTime, known({ isMasked: () => true })).data).toMatchObject({
    text: '****',
  });
  expect(sanitizeEvent(event as eventWithTime, known()).data).toMatchObject({ text: 'visa' });
});
