import { expect, it } from 'vitest';
import { formatSql } from './formatSql.ts';

it('puts each part of a statement on a line of its own', () => {
  expect(
    formatSql(
      "SELECT o.id, count(*) AS items FROM orders o LEFT JOIN items i ON i.order_id = o.id WHERE o.state = 'open' AND (o.a = 1 OR o.b = 2) AND o.at BETWEEN $1 AND $2 GROUP BY o.id ORDER BY items DESC LIMIT 10",
    ),
  ).toBe(`SELECT o.id,
  count(*) AS items
FROM orders o
LEFT JOIN items i ON i.order_id = o.id
WHERE o.state = 'open'
  AND (o.a = 1 OR o.b = 2)
  AND o.at BETWEEN $1 AND $2
GROUP BY o.id
ORDER BY items DESC
LIMIT 10`);
});

it('indents subqueries', () => {
  expect(
    formatSql('WITH late AS (SELECT id FROM orders WHERE due < now()) SELECT * FROM late'),
  ).toBe(`WITH late AS (
  SELECT id
  FROM orders
  WHERE due < now()
)
SELECT *
FROM late`);
});

it('indents a subquery behind the line that it begins on', () => {
  expect(
    formatSql('SELECT a FROM t WHERE b = 1 AND c = (SELECT max(c) FROM u WHERE d = 1 OR e = 2) AND f = 3'),
  ).toBe(`SELECT a
FROM t
WHERE b = 1
  AND c = (
    SELECT max(c)
    FROM u
    WHERE d = 1
      OR e = 2
  )
  AND f = 3`);
});

it('leaves words of a clause together', () => {
  expect(
    formatSql('INSERT INTO a (x, y) VALUES ($1, $2) ON CONFLICT (x) DO UPDATE SET y = 1 RETURNING x'),
  ).toBe('INSERT INTO a (x, y)\nVALUES ($1, $2) ON CONFLICT (x) DO UPDATE\nSET y = 1\nRETURNING x');
  expect(formatSql('DELETE FROM a WHERE left(b, 1) = ?')).toBe('DELETE FROM a\nWHERE left(b, 1) = ?');
  expect(formatSql('SELECT extract(year FROM at) FROM a FOR UPDATE')).toBe(
    'SELECT extract(year FROM at)\nFROM a FOR UPDATE',
  );
});

it('touches nothing within strings, names and comments', () => {
  const sql =
    "SELECT 'a  FROM  b''c', \"x  AND  y\", $q$ SELECT  1 $q$ /* FROM  here */ FROM t -- WHERE  not\nWHERE 1";
  const shown = formatSql(sql);
  for (const token of [
    "'a  FROM  b''c'",
    '"x  AND  y"',
    '$q$ SELECT  1 $q$',
    '/* FROM  here */',
    '-- WHERE  not\n',
  ])
    expect(shown).toContain(token);
});

it('changes white space alone, whatever it is given', () => {
  const bare = (text: string) => text.replace(/\s+/g, '');
  for (const text of [
    '',
    '(((',
    ')))',
    "'cut off",
    'SELECT',
    'not SQL, at all;',
    '$$ open',
    'a,,b',
    '{"find":"orders"}',
  ])
    expect(bare(formatSql(text))).toBe(bare(text));
  for (const part of ['(SELECT ', "'", ',', '/*', '$a$', 'AND ', '"'])
    expect(bare(formatSql(part.repeat(9_000)))).toBe(bare(part.repeat(9_000)));
});
