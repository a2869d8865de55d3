import { describe, expect, it } from 'vitest';
import { bytesField, frame, readVarint, varint, walkFrames } from './frame.ts';

describe('varint', () => {
  it.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER])(
    'writes and reads %d',
    (value) => {
      const bytes = varint(value);
      expect(readVarint(bytes, 0)).toEqual({ value, next: bytes.length });
    },
  );

  it('reads nothing that is cut short or beyond 2^53', () => {
    expect(readVarint(Buffer.from([0x80]), 0)).toBeUndefined();
    expect(readVarint(Buffer.alloc(10, 0xff), 0)).toBeUndefined();
  });
});

describe('walkFrames', () => {
  const one = Buffer.concat(frame(bytesField(1, 'one')));
  const two = Buffer.concat(frame(bytesField(1, 'x'.repeat(1000))));

  it('finds every frame', () => {
    const { frames, end } = walkFrames(Buffer.concat([one, two]));
    expect(frames).toEqual([
      { start: 0, end: one.length },
      { start: one.length, end: one.length + two.length },
    ]);
    expect(end).toBe(one.length + two.length);
  });

  it('stops before a torn one, wherever it is torn', () => {
    for (let cut = 0; cut < two.length; cut++)
      expect(walkFrames(Buffer.concat([one, two.subarray(0, cut)])).end).toBe(one.length);
  });
});
