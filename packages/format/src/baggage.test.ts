import { describe, expect, it } from 'vitest';
import { readBaggage, writeBaggage } from './baggage.ts';
import { LIMITS } from './limits.ts';

describe('readBaggage', () => {
  it('finds a member among others, with spaces and properties', () => {
    expect(readBaggage('a=1 , session.id = abc ;secret, b=2', 'session.id')).toBe('abc');
  });

  it('decodes percent escapes', () => {
    expect(readBaggage('name=Ada%20Lovelace', 'name')).toBe('Ada Lovelace');
  });

  it.each([
    ['an absent header', undefined],
    ['an absent member', 'a=1'],
    ['a member without value', 'session.id'],
    ['a broken escape', 'session.id=%zz'],
    ['a header over its bound', `session.id=abc,x=${'y'.repeat(LIMITS.baggageBytes)}`],
  ])('finds nothing in %s', (_name, header) => {
    expect(readBaggage(header, 'session.id')).toBeUndefined();
  });
});

describe('writeBaggage', () => {
  it('adds to what others put there, byte for byte', () => {
    expect(writeBaggage('vendor=x%20y;p=1', 'session.id', 'abc')).toBe('vendor=x%20y;p=1,session.id=abc');
  });

  it('replaces its own member', () => {
    expect(writeBaggage('session.id=old,a=1', 'session.id', 'new')).toBe('a=1,session.id=new');
  });

  it('escapes what would break the header', () => {
    const header = writeBaggage(undefined, 'k', 'a,b;c=d e');
    expect(header).not.toMatch(/[;\s]/);
    expect(readBaggage(header, 'k')).toBe('a,b;c=d e');
  });

  it('keeps to the bounds of the specification by dropping the last of the others', () => {
    const many = Array.from({ length: 64 }, (_, index) => `k${index}=${'v'.repeat(120)}`).join(',');
    const header = writeBaggage(many, 'session.id', 'abc');
    expect(header.length).toBeLessThanOrEqual(LIMITS.baggageBytes);
    expect(readBaggage(header, 'session.id')).toBe('abc');
  });
});
