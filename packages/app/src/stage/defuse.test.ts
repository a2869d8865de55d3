import type { eventWithTime } from 'rrweb';
import { describe, expect, it } from 'vitest';
import { defuse } from './defuse.ts';
import { readEvents } from './recordedEvents.ts';

type Attributes = Record<string, unknown>;

function element(tagName: string, attributes: Attributes = {}, childNodes: unknown[] = []) {
  return { type: 2, id: 7, tagName, attributes, childNodes };
}

function snapshot(node: unknown): eventWithTime {
  return { type: 2, timestamp: 1, data: { node, initialOffset: { left: 0, top: 0 } } } as eventWithTime;
}

function mutation(data: object): eventWithTime {
  return {
    type: 3,
    timestamp: 1,
    data: { source: 0, texts: [], attributes: [], removes: [], adds: [], ...data },
  } as eventWithTime;
}

/** The attributes that are left of an element in a snapshot. */
function left(tagName: string, attributes: Attributes): Attributes {
  const event = defuse(snapshot(element(tagName, attributes)));
  return (event.data as { node: { attributes: Attributes } }).node.attributes;
}

describe('defuse', () => {
  it.each([
    ['an event handler', 'img', { onerror: 'alert(1)' }],
    ['a handler in capitals', 'body', { ONLOAD: 'alert(1)' }],
    ['a handler behind blanks', 'div', { ' onclick': 'alert(1)' }],
    ['a javascript link', 'a', { href: 'javascript:alert(1)' }],
    ['one in capitals', 'a', { href: 'JavaScript:alert(1)' }],
    ['one cut by control characters', 'a', { href: ' java\nscript\t:alert(1)' }],
    ['a vbscript link', 'a', { href: 'vbscript:msgbox' }],
    ['a page in a data address', 'a', { href: 'data:text/html,<script>alert(1)</script>' }],
    ['an SVG link', 'a', { 'xlink:href': 'javascript:alert(1)' }],
    ['an SVG animation to a link', 'set', { to: 'javascript:alert(1)' }],
    ['one among values', 'animate', { values: '#a;javascript:alert(1)' }],
    ['a document in an attribute', 'iframe', { srcdoc: '<script>alert(1)</script>' }],
    ['a frame', 'iframe', { src: 'https://elsewhere.test/' }],
    ['an object', 'object', { data: 'https://elsewhere.test/x.swf' }],
    ['an embed', 'EMBED', { src: 'https://elsewhere.test/x.svg' }],
    ['where a form goes', 'form', { action: 'https://elsewhere.test/steal' }],
    ['where a button sends a form', 'button', { formaction: 'https://elsewhere.test/steal' }],
    ['who is told of a click', 'a', { ping: 'https://elsewhere.test/ping' }],
    ['a refresh', 'meta', { 'http-equiv': 'Refresh', content: '0;url=https://elsewhere.test/' }],
    ['a refresh in capitals', 'META', { 'HTTP-EQUIV': 'refresh', content: '0' }],
    ['a base', 'base', { href: 'https://elsewhere.test/' }],
    ['a look-up ahead', 'link', { href: 'https://elsewhere.test/' }],
    ['focus', 'input', { autofocus: true }],
    ['sound', 'audio', { autoplay: true }],
  ])('takes out %s', (_, tag, attributes) => {
    expect(left(tag, attributes)).toEqual({});
  });

  it.each([
    ['links', 'a', { href: 'https://shop.test/cart', class: 'on', title: 'javascript is fun' }],
    ['style sheets', 'link', { rel: 'stylesheet', href: 'https://shop.test/x.css' }],
    ['inlined style sheets', 'style', { _cssText: 'a { color: red; }' }],
    ['images', 'img', { src: 'data:image/png;base64,AAAA' }],
    ['meta data', 'meta', { name: 'viewport', content: 'width=device-width' }],
    ['sizes', 'iframe', { rr_width: '10px', class: 'frame' }],
  ])('keeps %s', (_, tag, attributes) => {
    expect(left(tag, attributes)).toEqual(attributes);
  });

  it.each(['script', 'SCRIPT', 'svg:script'])('empties <%s> and keeps its ids', (tag) => {
    const event = snapshot(
      element('body', {}, [
        element(tag, { src: 'https://x.test/x.js' }, [{ type: 3, id: 8, textContent: 'alert(1)' }]),
      ]),
    );
    const body = (defuse(event).data as { node: { childNodes: unknown[] } }).node;
    expect(body.childNodes).toEqual([
      {
        type: 2,
        id: 7,
        tagName: 'noscript',
        attributes: {},
        childNodes: [{ type: 3, id: 8, textContent: '', childNodes: [] }],
      },
    ]);
  });

  it('defuses what is added and changed later', () => {
    const event = mutation({
      adds: [{ parentId: 1, nextId: null, node: element('img', { src: 'x', onerror: 'alert(1)' }) }],
      attributes: [
        { id: 3, attributes: { onclick: 'alert(1)', srcdoc: 'x', class: 'open', style: { color: 'red' } } },
      ],
    });
    expect(defuse(event).data).toMatchObject({
      adds: [{ node: { attributes: { src: 'x' } } }],
      attributes: [{ id: 3, attributes: { class: 'open', style: { color: 'red' } } }],
    });
    expect(JSON.stringify(defuse(event))).not.toMatch(/alert|srcdoc/);
  });

  it('leaves the event itself as it was, and gives a harmless one back unchanged', () => {
    const hostile = snapshot(element('img', { onerror: 'alert(1)' }));
    const before = structuredClone(hostile);
    expect(defuse(hostile)).not.toBe(hostile);
    expect(hostile).toEqual(before);
    for (const harmless of [
      snapshot(element('p', { class: 'a' }, [{ type: 3, id: 9, textContent: 'onclick="x"' }])),
      mutation({ adds: [{ parentId: 1, nextId: null, node: element('b') }] }),
      { type: 3, timestamp: 1, data: { source: 1, positions: [] } } as eventWithTime,
    ])
      expect(defuse(harmless)).toBe(harmless);
  });

  it('cuts a tree so deep that walking it would overflow the stack', () => {
    let node = element('div');
    for (let depth = 0; depth < 100_000; depth++) node = element('div', {}, [node]);
    const event = defuse(snapshot(node));
    let depth = 0;
    let next = (event.data as unknown as { node: { childNodes: (typeof node)[] } }).node;
    while (next.childNodes[0]) {
      next = next.childNodes[0] as typeof next;
      depth++;
    }
    expect(depth).toBe(1024);
  });
});

describe('readEvents', () => {
  it('leaves out what is no event', () => {
    const json = JSON.stringify([
      null,
      4,
      {},
      { type: 3, timestamp: 'now', data: {} },
      { type: 1, timestamp: 5, data: {} },
    ]);
    expect(readEvents(json)).toEqual([{ type: 1, timestamp: 5, data: {} }]);
  });

  it('says so when a segment is damaged', () => {
    expect(() => readEvents('[{"type":')).toThrow('damaged');
    expect(() => readEvents('{}')).toThrow('damaged');
  });

  it.each([
    ['x-Hostile<b>', undefined],
    ['1st', undefined],
    ['', undefined],
    ['annotation-xml', undefined],
    ['my-card', true],
  ])('gives an element named "%s" a name that can be built, defined only if it may be', (name, isCustom) => {
    const event = defuse(snapshot({ ...element(name), isCustom: true }));
    const { node } = event.data as unknown as { node: { tagName: string; isCustom?: boolean } };
    expect(node.tagName).toMatch(/^(div|annotation-xml|my-card)$/);
    expect(node.isCustom).toBe(isCustom);
  });
});
