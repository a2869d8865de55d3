import { describe, expect, it } from 'vitest';
import { createMoment } from './moment.ts';

describe('moment', () => {
  it('begins at the start, or at the moment it was given, within the session', () => {
    expect(createMoment({ from: 1000, to: 5000 }).get().at).toBe(1000);
    expect(createMoment({ from: 1000, to: 5000, at: 2500 }).get().at).toBe(2500);
    expect(createMoment({ from: 1000, to: 5000, at: 9 }).get().at).toBe(1000);
  });

  it('goes on by the time that passes, times the speed, only while playing', () => {
    const moment = createMoment({ from: 0, to: 10_000 });
    moment.advance(100);
    expect(moment.get().at).toBe(0);
    moment.play();
    moment.advance(100);
    moment.setSpeed(4);
    moment.advance(100);
    expect(moment.get().at).toBe(500);
  });

  it('stands still while what it should show has not arrived', () => {
    const moment = createMoment({ from: 0, to: 10_000 });
    moment.play();
    moment.setWaiting(true);
    moment.advance(100);
    expect(moment.get()).toMatchObject({ at: 0, playing: true });
    moment.setWaiting(false);
    moment.advance(100);
    expect(moment.get().at).toBe(100);
  });

  it('pauses at the end, and plays from the start when asked again', () => {
    const moment = createMoment({ from: 0, to: 1000, at: 950 });
    moment.play();
    moment.advance(100);
    expect(moment.get()).toMatchObject({ at: 1000, playing: false });
    moment.play();
    expect(moment.get()).toMatchObject({ at: 0, playing: true });
  });

  it('tells a jump from the going of the clock', () => {
    const moment = createMoment({ from: 0, to: 1000 });
    moment.play();
    moment.advance(10);
    expect(moment.get().jumps).toBe(0);
    moment.seek(5000);
    expect(moment.get()).toMatchObject({ jumps: 1, at: 1000 });
  });

  it('remembers what was skipped until the next jump', () => {
    const moment = createMoment({ from: 0, to: 100_000 });
    moment.skipTo(60_000);
    expect(moment.get()).toMatchObject({ at: 60_000, skipped: { from: 0, to: 60_000 } });
    moment.seek(10);
    expect(moment.get().skipped).toBeNull();
  });

  it('tells listeners only of changes', () => {
    const moment = createMoment({ from: 0, to: 1000 });
    let told = 0;
    const stop = moment.subscribe(() => told++);
    moment.pause();
    moment.setSpeed(1);
    moment.advance(10);
    expect(told).toBe(0);
    moment.play();
    expect(told).toBe(1);
    stop();
    moment.seek(4);
    expect(told).toBe(1);
  });
});
