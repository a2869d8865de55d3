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

  it('plays a loop again and again, and goes to it from outside', () => {
    const moment = createMoment({ from: 0, to: 10_000, at: 9_000 });
    moment.setLoop({ from: 2_000, to: 3_000 });
    expect(moment.get().at).toBe(9_000);
    moment.play();
    expect(moment.get().at).toBe(2_000);
    const { jumps } = moment.get();
    moment.advance(900);
    moment.advance(200);
    expect(moment.get()).toMatchObject({ at: 2_000, playing: true, jumps: jumps + 1 });
    moment.setLoop(null);
    moment.advance(2_000);
    expect(moment.get().at).toBe(4_000);
  });

  it('plays a loop that ends with the session', () => {
    const moment = createMoment({ from: 0, to: 1_000, at: 500 });
    moment.setLoop({ from: 400, to: 2_000 });
    moment.play();
    moment.advance(600);
    expect(moment.get()).toMatchObject({ at: 400, playing: true });
  });

  it('stays at the end of a session that grows, until it is led elsewhere', () => {
    const moment = createMoment({ from: 0, to: 1_000 });
    moment.setFollowing(true);
    expect(moment.get()).toMatchObject({ at: 1_000, playing: true });
    moment.advance(100);
    expect(moment.get()).toMatchObject({ at: 1_000, playing: true });
    moment.setRange(0, 4_000);
    moment.advance(100);
    expect(moment.get().at).toBe(1_100);
    moment.setRange(0, 60_000);
    expect(moment.get().at).toBe(60_000);
    moment.seek(500);
    moment.setRange(0, 90_000);
    expect(moment.get()).toMatchObject({ at: 500, following: false });
    moment.setFollowing(true);
    moment.pause();
    expect(moment.get().following).toBe(false);
  });

  it('plays a part once, pauses at its end, also when it is skipped over, and plays it anew when asked again', () => {
    const moment = createMoment({ from: 0, to: 10_000, at: 9_000 });
    moment.setPart({ from: 2_000, to: 3_000 });
    moment.play();
    expect(moment.get()).toMatchObject({ at: 2_000, playing: true });
    moment.advance(900);
    moment.advance(200);
    expect(moment.get()).toMatchObject({ at: 3_000, playing: false });
    moment.play();
    expect(moment.get()).toMatchObject({ at: 2_000, playing: true });
    moment.skipTo(8_000);
    expect(moment.get()).toMatchObject({ at: 3_000, playing: false, skipped: null });
    // Whoever leaves the part by hand sees what is there.
    moment.seek(2_900);
    moment.setPart(null);
    moment.play();
    moment.advance(200);
    expect(moment.get()).toMatchObject({ at: 3_100, playing: true });
  });
});
