import { expect, it } from 'vitest';
import { redactUrl } from './url.ts';

it.each([
  ['https://shop.test/pay?token=secret#/step', 'https://shop.test/pay'],
  ['https://user:password@shop.test/', 'https://shop.test/'],
  ['https://shop.test/list?page=2&q=mail@x.test', 'https://shop.test/list?page=2'],
  ['/relative?token=secret', '/relative'],
  ['data:text/html,<script>', 'data:'],
  ['javascript:alert(document.cookie)', 'javascript:'],
  ['blob:https://shop.test/0198d2ab', 'blob:https://shop.test/0198d2ab'],
])('%s becomes %s', (url, redacted) => {
  expect(redactUrl(url, ['page'])).toBe(redacted);
});
