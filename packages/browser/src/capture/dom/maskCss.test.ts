import { expect, it } from 'vitest';
import { maskCssText, withoutComments, withoutImages } from './maskCss.ts';

it.each([
  ['a::before { content: "Ada L"; color: red }', 'a::before { content: "*** *"; color: red }'],
  ['a::before{content:\'Ada\' counter(x) "b"}', 'a::before{content:\'***\' counter(x) "*"}'],
  ['content: "Ada"', 'content: "***"'],
  ['--name: "Ada"; --size: 2px', '--name: "***"; --size: 2px'],
  ['li { list-style: square "Ada" }', 'li { list-style: square "***" }'],
  ['q { quotes: "Ada" "b" }', 'q { quotes: "***" "*" }'],
  ['@counter-style c { symbols: "Ada"; suffix: "b" }', '@counter-style c { symbols: "***"; suffix: "*" }'],
  // A semicolon, a brace or an escaped quote within a string does not end it.
  [String.raw`a { content: "A;d}a\"b" } b { color: red }`, 'a { content: "*;*}***" } b { color: red }'],
  // Icons are drawn from the private use area; letters can be written as escapes too.
  [String.raw`i { content: "\f101" }`, String.raw`i { content: "\f101" }`],
  ['i { content: "\uf101" }', 'i { content: "\uf101" }'],
  [String.raw`i { content: "\41 da" }`, 'i { content: "***" }'],
  ['a { content: url("/ada.png") }', 'a { content: url("/ada.png") }'],
  ['a { background: url("https://cdn.test/ada.png") }', 'a { background: url("https://cdn.test/ada.png") }'],
  ['a[title="Ada"] { font-family: "Ada" }', 'a[title="Ada"] { font-family: "Ada" }'],
  ['a { content/* x */: "Ada" }', 'a { content: "***" }'],
])('masks the text that %s shows', (css, expected) => {
  expect(maskCssText(css)).toBe(expected);
});

it('takes out comments, but not what only looks like one, nor the marks that rrweb sets', () => {
  expect(
    withoutComments('a { color: red /* Ada */ } b { content: "/* b */"; background: url(data:*/*;x) }'),
  ).toBe('a { color: red  } b { content: "/* b */"; background: url(data:*/*;x) }');
  expect(withoutComments('a {}/* rr_split */b {}')).toBe('a {}/* rr_split */b {}');
});

it('takes out images, but not fonts', () => {
  expect(withoutImages('a { background: url("/ada(1).png") no-repeat, url(b.png) }')).toBe(
    'a { background: none no-repeat, none }',
  );
  const font = '@font-face { src: url("a.woff2") format("woff2"); }';
  expect(withoutImages(font)).toBe(font);
});
