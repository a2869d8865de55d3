import { expect, it } from 'vitest';
import { type RequestFrame, startClock } from './clock.ts';
import { createMoment } from './moment.ts';

/** Frames that come when the test says so. */
function handFrames() {
  let waiting: ((time: number) => void) | null = null;
  const request: RequestFrame = (callback) => {
    waiting = callback;
    return () => {
      waiting = null;
    };
  };
  return {
    request,
    isAsked: () => waiting !== null,
    at(time: number) {
      const callback = waiting;
      waiting = null;
      callback?.(time);
    },
  };
}

it('asks for frames only while playing, and moves by the time between them', () => {
  const frames = handFrames();
  const moment = createMoment({ from: 0, to: 10_000 });
  startClock(moment, () => null, frames.request);
  expect(frames.isAsked()).toBe(false);
  moment.play();
  frames.at(5_000);
  frames.at(5_016);
  expect(moment.get().at).toBe(16);
  moment.pause();
  frames.at(5_032);
  expect(frames.isAsked()).toBe(false);
  moment.play();
  frames.at(9_000);
  frames.at(9_010);
  expect(moment.get().at).toBe(26);
});

it('does not leap after the page was hidden', () => {
  const frames = handFrames();
  const moment = createMoment({ from: 0, to: 100_000 });
  startClock(moment, () => null, frames.request);
  moment.play();
  frames.at(0);
  frames.at(60_000);
  expect(moment.get().at).toBe(250);
});

it('skips inactivity, unless told not to', () => {
  const frames = handFrames();
  const moment = createMoment({ from: 0, to: 100_000 });
  startClock(moment, (at) => (at < 50_000 ? 50_000 : null), frames.request);
  moment.setSkipInactivity(false);
  moment.play();
  frames.at(0);
  frames.at(10);
  expect(moment.get().at).toBe(10);
  moment.setSkipInactivity(true);
  frames.at(20);
  expect(moment.get()).toMatchObject({ at: 50_000, skipped: { from: 20, to: 50_000 } });
});

it('stops for good', () => {
  const frames = handFrames();
  const moment = createMoment({ from: 0, to: 1_000 });
  const stop = startClock(moment, () => null, frames.request);
  moment.play();
  stop();
  expect(frames.isAsked()).toBe(false);
});
