import { describe, expect, it } from 'vitest';
import type { TimedItem } from '../load/session.ts';
import {
  narrowToService,
  neighbour,
  nextError,
  selectItem,
  selectSpan,
  setRange,
  stepMoment,
  toggleLoop,
} from './actions.ts';
import { createSessionState } from './sessionState.tsx';

function item(
  id: string,
  time: number,
  severity: TimedItem['severity'] = 'normal',
  traceId?: string,
): TimedItem {
  return {
    id,
    time,
    severity,
    traceId,
    kind: 'span',
    service: 's',
    title: id,
    timeUnixNano: `${time}000000`,
  };
}

const ITEMS = [item('a', 100), item('b', 200, 'error'), item('c', 200), item('d', 300, 'error', 't')];
const stateAt = (at: number) => createSessionState({ at }, { from: 0, to: 1000 });

describe('stepping through the timeline', () => {
  it('goes from the moment to the lines around it', () => {
    const state = stateAt(150);
    expect(neighbour(ITEMS, state, 1)?.id).toBe('b');
    expect(neighbour(ITEMS, state, -1)?.id).toBe('a');
    expect(neighbour(ITEMS, stateAt(50), -1)).toBeUndefined();
    expect(neighbour(ITEMS, stateAt(900), 1)).toBeUndefined();
  });

  it('visits every line, also those of one millisecond', () => {
    const state = stateAt(0);
    const visited: string[] = [];
    for (let next = neighbour(ITEMS, state, 1); next; next = neighbour(ITEMS, state, 1)) {
      selectItem(state, next);
      visited.push(next.id);
    }
    expect(visited).toEqual(['a', 'b', 'c', 'd']);
    for (let next = neighbour(ITEMS, state, -1); next; next = neighbour(ITEMS, state, -1)) {
      selectItem(state, next);
      visited.push(next.id);
    }
    expect(visited.slice(4)).toEqual(['c', 'b', 'a']);
  });

  it('goes from error to error', () => {
    const state = stateAt(0);
    for (const expected of ['b', 'd']) {
      const error = nextError(ITEMS, state);
      expect(error?.id).toBe(expected);
      if (error) selectItem(state, error);
    }
    expect(nextError(ITEMS, state)).toBeUndefined();
  });
});

describe('selecting', () => {
  it('moves the moment, and opens the trace of what has one', () => {
    const state = stateAt(0);
    selectItem(state, item('a', 100));
    expect([state.moment.get().at, state.panel.get()]).toEqual([100, null]);
    selectItem(state, item('d', 300, 'error', 't'));
    expect(state.panel.get()).toBe('waterfall');
    selectSpan(state, { traceId: 't', spanId: 's' }, 250);
    expect(state.moment.get().at).toBe(250);
    expect(state.selection.get()).toEqual({ traceId: 't', spanId: 's' });
  });
});

describe('stepping by event', () => {
  it('stops at each time at which there is something, and selects nothing', () => {
    const state = stateAt(0);
    state.moment.play();
    const visited: number[] = [];
    for (const step of [1, 1, 1, 1, -1, -1, -1] as const) {
      stepMoment(ITEMS, state, step);
      visited.push(state.moment.get().at);
    }
    expect(visited).toEqual([100, 200, 300, 300, 200, 100, 100]);
    expect(state.moment.get().playing).toBe(false);
    expect(state.selection.get()).toBeNull();
  });
});

describe('looping', () => {
  it('plays the range, follows it when it changes, and ends with it', () => {
    const state = stateAt(0);
    toggleLoop(state);
    expect(state.moment.get()).toMatchObject({ loop: null, playing: false });
    setRange(state, { from: 100, to: 200 });
    toggleLoop(state);
    expect(state.moment.get()).toMatchObject({ at: 100, playing: true, loop: { from: 100, to: 200 } });
    setRange(state, { from: 150, to: 250 });
    expect(state.moment.get().loop).toEqual({ from: 150, to: 250 });
    setRange(state, null);
    expect(state.moment.get().loop).toBeNull();
  });
});

it('narrows to a service what a service can do, beside the other filters, and takes that back', () => {
  const state = stateAt(0);
  state.filter.set({ query: 'POST', service: '', hidden: ['log'] });
  narrowToService(state, 'payment');
  expect(state.filter.get()).toEqual({ query: 'POST', service: 'payment', hidden: ['log'] });
  expect([state.waterfall.get().service, state.logs.get().service]).toEqual(['payment', 'payment']);
  narrowToService(state, '');
  expect(state.filter.get().service).toBe('');
});
