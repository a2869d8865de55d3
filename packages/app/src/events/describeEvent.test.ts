import { type SessionEvent, toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import { describeEvent } from './describeEvent.ts';

const event = (name: string, plain: Record<string, unknown> = {}, changes: Partial<SessionEvent> = {}) => ({
  name,
  text: '',
  severity: 'normal' as const,
  attributes: Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, toAnyValue(value)])),
  ...changes,
});

it.each([
  [
    event('browser.user_action.click', { 'throughline.element.name': 'button "Pay"' }),
    'click click button "Pay"',
  ],
  [event('throughline.rage_click', {}, { text: 'rage click button' }), 'frustration rage click button'],
  [
    event('browser.navigation', { 'url.full': 'https://shop.test/checkout' }),
    'navigation navigate to /checkout',
  ],
  [
    event('browser.web_vital', { 'browser.web_vital.name': 'inp', 'browser.web_vital.value': 612 }),
    'vital INP 612 ms',
  ],
  [event('throughline.long_task', { 'throughline.long_task.duration': 240 }), 'slow page busy for 240 ms'],
  [event('exception', { 'exception.type': 'TypeError', 'exception.message': 'x' }), 'problem TypeError: x'],
  [event('exception', {}, { text: 'thrown' }), 'problem thrown'],
  [
    event('throughline.state', { 'throughline.state.name': 'cart', 'throughline.state.action': 'add' }),
    'state cart: add',
  ],
  [
    event('feature_flag.evaluation', { 'feature_flag.key': 'new', 'feature_flag.result.value': false }),
    'flag flag new is false',
  ],
  [event('throughline.visibility', {}, { text: 'page hidden' }), 'page page hidden'],
  [event('cart.updated', { items: 2 }), 'custom cart.updated'],
])('says %# in words', (one, words) => {
  const { kind, title } = describeEvent(one);
  expect(`${kind} ${title}`).toBe(words);
});

it('tells the first attributes of an event of the application, cut short', () => {
  const { detail } = describeEvent(event('x', { 'user.id': 'u', a: 1, b: 'y'.repeat(500) }));
  expect(detail).toBe(`a=1  b=${'y'.repeat(60)}`);
});

it('colours what is poor, and what went wrong', () => {
  const tone = (...given: Parameters<typeof event>) => describeEvent(event(...given)).tone;
  expect(
    tone('browser.web_vital', { 'browser.web_vital.name': 'lcp', 'browser.web_vital.value': 9_000 }),
  ).toBe('error');
  expect(
    tone('browser.web_vital', { 'browser.web_vital.name': 'lcp', 'browser.web_vital.value': 3_000 }),
  ).toBe('warning');
  expect(
    tone('browser.web_vital', { 'browser.web_vital.name': 'lcp', 'browser.web_vital.value': 1_000 }),
  ).toBe('normal');
  expect(tone('browser.web_vital', {})).toBe('normal');
  expect(tone('throughline.resource_error', {}, { severity: 'warning' })).toBe('warning');
});
