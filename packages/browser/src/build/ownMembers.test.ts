import { minify } from 'terser';
import { expect, it } from 'vitest';
import { INERT } from '../throughline.ts';
import { memberOptions, OWN_MEMBERS, renameNamedByText } from './ownMembers.ts';

const renamed = async (code: string) =>
  (await minify(renameNamedByText(code), { compress: false, mangle: { properties: memberOptions() } })).code;

it('renames each of the members, none of which the web platform has', async () => {
  for (const name of OWN_MEMBERS) expect(await renamed(`a.${name}`)).not.toContain(name);
});

it('renames nothing that an application knows by its name', async () => {
  for (const name of Object.keys(INERT)) expect(await renamed(`a.${name}`)).toBe(`a.${name};`);
});

it('renames a member alike wherever it is named, by text too, and no two to the same', async () => {
  expect(await renamed('a(["mirror","doc"])')).toBe(
    (await renamed('a(["doc"],a.mirror)'))?.replace(/^.*\.(\w+)\);$/, 'a(["$1","doc"]);'),
  );
  const names = await Promise.all(OWN_MEMBERS.map((name) => renamed(`a.${name}`)));
  expect(new Set(names).size).toBe(OWN_MEMBERS.length);
});

it('fails for a member named by text that may be something else', () => {
  expect(() => renameNamedByText('a["redactedUrl"]')).toThrow(/take it out of build\/ownMembers/);
});
