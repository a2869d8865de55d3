import { describe, expect, it } from 'vitest';
import { checkedMap, UnusableMapError } from './checkedMap.ts';
import { originalPosition } from './originalPosition.ts';

const SOURCE = `export function charge(cart) {
  throw new Error(cart);
}
`;
/** Of `function a(b){throw new Error(b)}`: its second mapping is the `throw`. */
const MAP = {
  version: 3,
  sources: ['../src/pay.ts', '../node_modules/lib/index.js'],
  sourcesContent: [SOURCE, null],
  names: ['charge'],
  mappings: 'AAAOA,cACL,MCAA',
};
const read = (changes: Record<string, unknown>) => checkedMap(JSON.stringify({ ...MAP, ...changes }));

describe('a position', () => {
  it('is told with the function, and a few lines around it', () => {
    expect(originalPosition(read({}), { line: 1, column: 16 })).toEqual({
      source: '../src/pay.ts',
      line: 2,
      column: 3,
      functionName: 'charge',
      context: { firstLine: 1, lines: SOURCE.split('\n') },
    });
  });

  it('without a source is told alone, and whether it is of a library', () => {
    expect(originalPosition(read({}), { line: 1, column: 22 })).toMatchObject({
      source: '../node_modules/lib/index.js',
      isLibrary: true,
    });
    expect(originalPosition(read({ ignoreList: [0] }), { line: 1, column: 1 })).toMatchObject({
      isLibrary: true,
    });
  });

  it('beyond what the source map tells of is none', () => {
    expect(originalPosition(read({}), { line: 9, column: 1 })).toBeNull();
    expect(originalPosition(read({ mappings: '' }), { line: 1, column: 1 })).toBeNull();
    expect(
      originalPosition(read({ mappings: 'AA8/////H' }), { line: 1, column: 1 })?.context,
    ).toBeUndefined();
  });

  it('has no more of a long line than its beginning', () => {
    const sourcesContent = ['x'.repeat(100_000), null];
    const found = originalPosition(read({ sourcesContent }), { line: 1, column: 1 });
    expect(found?.context?.lines[0]).toHaveLength(300);
  });
});

describe('refused with the reason is', () => {
  it.each<[string, string, RegExp]>([
    ['what is no JSON', '<html>', /not JSON.*\.map file/],
    ['a list', '[]', /no source map/],
    ['what is nested by the hundred thousand', '['.repeat(100_000), /not JSON/],
    [
      'deep JSON in an unknown field',
      `{"version":3,"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      /mappings|not JSON/,
    ],
    ['more values than a source map has', `[${'[],'.repeat(2_000_000)}]`, /more than 2000000 values/],
    ['another version', JSON.stringify({ ...MAP, version: 2 }), /version/],
    ['an index map', JSON.stringify({ version: 3, sections: [] }), /sections/],
    [
      'fields under the prototype',
      '{"__proto__":{"version":3,"mappings":"","sources":[]}}',
      /"version" must be 3/,
    ],
    ['mappings that are no VLQ', JSON.stringify({ ...MAP, mappings: 'AAAA,é' }), /character at 5/],
    ['mappings to sources that are not there', JSON.stringify({ ...MAP, mappings: 'AEAA' }), /leads out/],
    ['mappings before the beginning', JSON.stringify({ ...MAP, mappings: 'AAAD' }), /leads out/],
    ['names that are not there', JSON.stringify({ ...MAP, mappings: 'AAAAC' }), /leads out/],
    ['sources that are no strings', JSON.stringify({ ...MAP, sources: [{}] }), /nothing but strings/],
    ['a sourceRoot that is none', JSON.stringify({ ...MAP, sourceRoot: {} }), /sourceRoot/],
    [
      'more places than memory holds',
      JSON.stringify({ ...MAP, mappings: ';'.repeat(3_000_001) }),
      /split the script/,
    ],
    ['more sources', JSON.stringify({ ...MAP, sources: Array(50_001).fill('a') }), /more than 50000/],
  ])('%s', (_, json, reason) => {
    expect(() => checkedMap(json)).toThrow(UnusableMapError);
    expect(() => checkedMap(json)).toThrow(reason);
  });
});

it('takes odd ones that are none the less right', () => {
  const quoted = `${'\\\\"[{,'.repeat(1_000_000)}\\\\`;
  expect(read({ sourcesContent: [quoted, null] }).contents[0]).toBe(quoted);
  expect(checkedMap(`)]}'\n${JSON.stringify(MAP)}`).contents[0]).toBe(SOURCE);
  const odd = read({
    sources: ['__proto__', 'x'.repeat(100_000)],
    sourcesContent: null,
    names: ['constructor'],
  });
  expect(odd.map.sources[1]).toHaveLength(2_000);
});
