import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applySessionSearch, writeSessionSearch } from './sessionAddress.ts';
import { readSessionSearch, type SessionSearch } from './sessionSearch.ts';
import { createSessionState } from './sessionState.tsx';
import { startUrlSync } from './urlSync.ts';

const BOUNDS = { from: 1_000, to: 100_000 };

describe('address of a session page', () => {
  it('restores moment, selection, filters, tab and panel', () => {
    const search: SessionSearch = {
      at: 4_200,
      span: 'item-9',
      panel: 'waterfall',
      tab: 'tab-1',
      range: '4000-5000',
      zoom: '2000-9000',
      mapView: 'table',
      q: 'charge error',
      service: 'payment',
      hide: 'span,log',
    };
    expect(writeSessionSearch(createSessionState(search, BOUNDS))).toEqual(search);
    const other = createSessionState({}, BOUNDS);
    applySessionSearch(other, search);
    expect(writeSessionSearch(other)).toEqual(search);
  });

  it('takes nothing from an address that says nonsense', () => {
    expect(
      readSessionSearch({
        at: 'soon',
        span: '',
        panel: 'x',
        hide: 'x',
        range: '5-1',
        zoom: 'all',
        q: 5,
        tab: ['a'],
      }),
    ).toEqual({
      q: '5',
    });
  });
});

describe('startUrlSync', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('writes once a second while playing, and where playing ended', () => {
    const state = createSessionState({}, BOUNDS);
    const written: (number | undefined)[] = [];
    startUrlSync(state, ({ at }) => written.push(at));
    state.moment.play();
    for (let frame = 0; frame < 25; frame++) {
      vi.advanceTimersByTime(100);
      state.moment.advance(100);
    }
    expect(written).toHaveLength(2);
    state.moment.pause();
    vi.advanceTimersByTime(150);
    expect(written.at(-1)).toBe(3_500);
  });

  it('writes a drag as one change', () => {
    const state = createSessionState({}, BOUNDS);
    const written: SessionSearch[] = [];
    startUrlSync(state, (search) => written.push(search));
    for (let at = 2_000; at <= 3_000; at += 100) {
      state.moment.seek(at);
      vi.advanceTimersByTime(16);
    }
    vi.advanceTimersByTime(1_000);
    expect(written.map(({ at }) => at)).toEqual([3_000]);
  });

  it('writes nothing after it was stopped', () => {
    const state = createSessionState({}, BOUNDS);
    const replace = vi.fn();
    const stop = startUrlSync(state, replace);
    state.selection.set({ item: 'a' });
    stop();
    vi.advanceTimersByTime(5_000);
    expect(replace).not.toHaveBeenCalled();
  });
});
