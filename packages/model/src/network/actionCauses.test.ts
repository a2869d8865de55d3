import { expect, it } from 'vitest';
import { causesUntil, isCausedBy } from './actionCauses.ts';

const MS = 1_000_000;
const action = { spanId: 'a', name: 'click button "Pay"', startTimeUnixNano: String(5_000 * MS) };
const cause = { title: 'click button "Pay"', time: 4_999.5, tabId: 'tab' };

it('knows the action of a request by name, tab and time', () => {
  expect(isCausedBy({ action, tabId: 'tab' }, cause)).toBe(true);
  expect(isCausedBy({ action, tabId: 'tab' }, { ...cause, tabId: undefined })).toBe(true);
  expect(isCausedBy({ action, tabId: 'tab' }, { ...cause, time: 4_000 })).toBe(false);
  expect(isCausedBy({ action, tabId: 'other' }, cause)).toBe(false);
  expect(isCausedBy({ action, tabId: 'tab' }, { ...cause, title: 'click button "Back"' })).toBe(false);
  expect(isCausedBy({ tabId: 'tab' }, cause)).toBe(false);
});

it('holds errors to come of an action until shortly after its last answer, or the next action', () => {
  const request = { startTimeUnixNano: String(5_000 * MS), durationNano: String(2_000 * MS) };
  expect(causesUntil(5_000, [], undefined)).toBe(5_500);
  expect(causesUntil(5_000, [request], undefined)).toBe(7_500);
  expect(causesUntil(5_000, [request], 6_000)).toBe(6_000);
});
