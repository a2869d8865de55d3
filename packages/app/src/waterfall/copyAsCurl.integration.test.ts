import { execFileSync } from 'node:child_process';
import { curlCommand, type RepeatableRequest } from '@throughline/model';
import { expect, it } from 'vitest';

/** The arguments that curl would get: the shell is real, curl is a function that prints them. */
function argumentsOf(request: RepeatableRequest): string[] {
  const script = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; }\n${curlCommand(request)}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

const HOSTILE = [
  "'; touch /tmp/pwned; '",
  '$(touch /tmp/pwned)',
  '`touch /tmp/pwned`',
  '"; ls; "',
  '\\',
  "\\'",
  'a\nb; ls',
  '!history',
  '* ? [a] {b,c} ~ $HOME',
  '-o /etc/passwd',
  '@/etc/passwd',
  '# comment',
  'é 💥',
];
it.each(HOSTILE)('lets the shell see no more than text in %j', (text) => {
  const url = `https://shop.test/?q=${text}`;
  const given = argumentsOf({
    method: text,
    url,
    headers: [['x-note', text]],
    body: text,
    isTruncated: false,
  });
  const glob = /[[\]{}]/.test(text) ? ['--globoff'] : [];
  const line = text.replace(/\n/g, ' ');
  expect(given).toEqual([
    '--url',
    url,
    ...glob,
    '--request',
    text,
    '--header',
    `x-note: ${line}`,
    '--data-raw',
    text,
  ]);
});
