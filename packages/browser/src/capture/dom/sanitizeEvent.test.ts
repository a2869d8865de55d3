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
  isSvg: () => false,
  hiding: () => 'none',
  isFieldMasked: () => true,
  isChoiceMasked: () => false,
  isChecked: () => false,
  isIgnored: () => false,
  isBlocked: () => false,
  isShadowText: () => false,
  size: () => ({ width: 30, height: 20 }),
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
  return (sanitized as { data: { attributes: [{ attributes: Attributes }] } }).data.attributes[0].attributes;
}

it('redacts the URL of the page', () => {
  const event = {
    type: EventType.Meta,
    timestamp: 1,
    data: { href: 'https://u:p@shop.test/a?page=2&token=t#h', width: 1, height: 1 },
  };
  expect(sanitizeEvent(event as eventWithTime, known())?.data).toMatchObject({
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
  [
    'link',
    { rel: 'stylesheet', href: 'https://cdn.test/a.css?v=2' },
    { rel: 'stylesheet', href: 'https://cdn.test/a.css?v=2' },
  ],
  [
    'link',
    { rel: 'canonical', href: 'https://shop.test/?q=1' },
    { rel: 'canonical', href: 'https://shop.test/' },
  ],
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
    recorded(
      'a',
      { ...attributes, href: 'https://shop.test/ada' },
      { hiding: (id) => (id === 2 ? 'text' : 'none') },
    ),
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
  expect(recordedMutation('div', { title: 'Ada' }, { hiding: () => 'text' })).toEqual({ title: '***' });
  expect(recordedMutation('input', { value: 'Pay' })).toEqual({ value: 'Pay' });
});

it('masks and redacts text that stands directly in a shadow root', () => {
  const text = { type: TEXT, id: 3, textContent: 'Ada 4111111111111111', isShadow: true };
  const event = snapshotOf({ type: ELEMENT, id: 2, tagName: 'x-name', attributes: {}, childNodes: [text] });
  expect(JSON.stringify(sanitizeEvent(event, known()))).toContain('"Ada ****************"');
  expect(
    JSON.stringify(sanitizeEvent(event, known({ hiding: (id) => (id === 2 ? 'text' : 'none') }))),
  ).not.toContain('Ada');
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
  expect(sanitizeEvent(event as eventWithTime, known({ hiding: () => 'text' }))?.data).toMatchObject({
    text: '****',
  });
  expect(sanitizeEvent(event as eventWithTime, known())?.data).toMatchObject({ text: 'visa' });
});

it('says nothing of typing where the page is not recorded', () => {
  const event = {
    type: EventType.IncrementalSnapshot,
    timestamp: 1,
    data: { source: IncrementalSource.Input, id: -1, text: 'visa', isChecked: false },
  };
  expect(sanitizeEvent(event as eventWithTime, known())).toBeUndefined();
});

it('keeps styles in masked pages, without the texts in them', () => {
  const attributes = { _cssText: 'a::before { content: "Ada"; color: red }' };
  expect(recorded('style', attributes)).toEqual(attributes);
  expect(recorded('style', attributes, { hiding: () => 'most' })).toEqual({
    _cssText: 'a::before { content: "***"; color: red }',
  });
  expect(
    recordedMutation('p', { style: { '--name': '"Ada"', color: 'red' } as never }, { hiding: () => 'text' }),
  ).toEqual({
    style: { '--name': '"***"', color: 'red' },
  });
});

it('keeps of a strictly masked element what it takes to draw it, and the size of what it no longer shows', () => {
  const attributes = {
    src: '/ada.png',
    class: 'c',
    width: '3',
    person: 'Ada',
    'data-state': 'open',
    'data-name': 'Ada',
  };
  expect(recorded('img', attributes, { hiding: () => 'most' })).toEqual({
    class: 'c',
    width: '3',
    'data-state': 'open',
    rr_width: '30px',
    rr_height: '20px',
  });
});

it('shows a box as the person left it, not as the page began', () => {
  const box = { type: 'checkbox', checked: '' };
  expect(recorded('input', box, { isChecked: () => true })).toEqual(box);
  expect(recorded('input', box)).toEqual({ type: 'checkbox', checked: null });
  expect(recorded('input', box, { isChecked: () => true, isChoiceMasked: () => true })).toEqual({
    type: 'checkbox',
    checked: null,
  });
});

it('leaves out what happens in elements to be ignored, and whole events of which nothing is left', () => {
  const incremental = (data: object) =>
    ({ type: EventType.IncrementalSnapshot, timestamp: 1, data }) as unknown as eventWithTime;
  const ignored = known({ isIgnored: (id) => id === 2 });
  const position = (id: number) => ({ id, x: 1, y: 1, timeOffset: 0 });
  const move = incremental({ source: IncrementalSource.MouseMove, positions: [position(2), position(3)] });
  expect(sanitizeEvent(move, ignored)?.data).toMatchObject({ positions: [position(3)] });
  const mutation = { source: IncrementalSource.Mutation, removes: [], texts: [], attributes: [] };
  const text = { type: TEXT, id: 9, textContent: 'x' };
  for (const data of [
    { source: IncrementalSource.Input, id: 2, text: 'x', isChecked: false },
    { source: IncrementalSource.Scroll, id: 2, x: 0, y: 1 },
    { source: IncrementalSource.MouseInteraction, type: 2, id: 2 },
    { ...mutation, adds: [{ parentId: 2, nextId: null, node: text }] },
    { ...mutation, adds: [], removes: [{ parentId: 2, id: 9 }] },
  ]) {
    expect(sanitizeEvent(incremental(data), ignored)).toBeUndefined();
    expect(sanitizeEvent(incremental(data), known())).toBeDefined();
  }
});
