import { ATTRIBUTES, EVENTS, LIMITS, PATHS } from '@throughline/format';
import type { Plugin } from 'vite';

const TABLES: Record<string, Record<string, string | number>> = { ATTRIBUTES, EVENTS, LIMITS, PATHS };
const MEMBER = /\b(ATTRIBUTES|EVENTS|LIMITS|PATHS)\.(\w+)\b/g;

/** Writes the names, paths and limits of `format` where they are used, so that a page is not sent the whole tables. */
export function inlineNames(): Plugin {
  return {
    name: 'inline-names',
    transform(code, id) {
      if (!/\/packages\/(?:browser|format)\/src\/.*\.ts$/.test(id)) return undefined;
      const inlined = code.replace(MEMBER, (member, table: string, name: string) => {
        const value = TABLES[table]?.[name];
        return value === undefined ? member : JSON.stringify(value);
      });
      return { code: inlined, map: null };
    },
  };
}
