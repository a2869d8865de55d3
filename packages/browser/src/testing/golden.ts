import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * What stands in a JSON file beside a test. With `UPDATE_GOLDENS=1` in the environment the file is written anew from
 * `actual`: read the difference before you commit it.
 */
export function golden<Value>(url: URL, actual: Value): Value {
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(url, `${JSON.stringify(actual, null, 2)}\n`);
  if (!existsSync(url)) throw new Error(`${url.pathname} is not there: run the test with UPDATE_GOLDENS=1`);
  return JSON.parse(readFileSync(url, 'utf8')) as Value;
}
