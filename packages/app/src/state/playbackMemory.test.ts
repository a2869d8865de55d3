import { expect, it } from 'vitest';
import { createMoment } from './moment.ts';
import { rememberPlayback } from './playbackMemory.ts';
import { createStore } from './store.ts';

function memoryOf(initial: string | null = null) {
  const kept = new Map(initial === null ? [] : [['throughline-playback', initial]]);
  const written: string[] = [];
  return {
    written,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      written.push(value);
      kept.set(key, value);
    },
  };
}
const playback = () => ({ moment: createMoment({ from: 0, to: 1_000 }), trail: createStore(false) });

it('plays as the person liked it the last time', () => {
  const memory = memoryOf();
  const first = playback();
  const stop = rememberPlayback(first, memory);
  first.moment.setSpeed(4);
  first.moment.setSkipInactivity(false);
  first.trail.set(true);
  stop();
  const second = playback();
  rememberPlayback(second, memory);
  expect(second.moment.get()).toMatchObject({ speed: 4, skipInactivity: false });
  expect(second.trail.get()).toBe(true);
});

it('writes nothing while the moment only goes on', () => {
  const memory = memoryOf();
  const { moment, trail } = playback();
  rememberPlayback({ moment, trail }, memory);
  moment.play();
  moment.advance(100);
  moment.seek(5);
  expect(memory.written).toEqual([]);
});

it('believes nothing that is none of the offers', () => {
  for (const nonsense of ['', 'null', '[1]', '{"speed":1000,"skipInactivity":"yes","trail":1}']) {
    const { moment, trail } = playback();
    rememberPlayback({ moment, trail }, memoryOf(nonsense));
    expect(moment.get()).toMatchObject({ speed: 1, skipInactivity: true });
    expect(trail.get()).toBe(false);
  }
});

it('does without a storage that refuses', () => {
  const { moment, trail } = playback();
  const refusing = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  rememberPlayback({ moment, trail }, refusing);
  expect(() => moment.setSpeed(8)).not.toThrow();
});
