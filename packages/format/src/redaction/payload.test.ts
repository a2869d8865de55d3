import { describe, expect, it } from 'vitest';
import { PAYLOAD_LIMITS } from './bounds.ts';
import { createPayloadRedaction, type RawPayload, type RedactionOptions } from './payload.ts';

const SECRET = 'Plum-tundra-7731';
const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength;

function bodyOf(
  body: string,
  contentType = 'application/json',
  more: Partial<RawPayload> = {},
  options: RedactionOptions = {},
) {
  const redact = createPayloadRedaction(options);
  const attributes = redact({ subject: 'http.request', target: '/x', body, contentType, ...more });
  return attributes['throughline.http.request.body'] as string | undefined;
}

/** Shapes in which a secret may stand in a payload, each with the words that must not be left of it. */
const SHAPES: [name: string, contentType: string, body: string, secrets: string[]][] = [
  ['a member of JSON', 'application/json', `{"password":"${SECRET}"}`, [SECRET]],
  ['any letter case', 'application/json', `{"PassWord":"${SECRET}"}`, [SECRET]],
  ['any punctuation', 'application/json', `{"pass-word":1,"new_pass_word":"${SECRET}"}`, [SECRET]],
  ['deep down', 'application/json', `{"a":[{"b":{"c":[[{"apiKey":"${SECRET}"}]]}}]}`, [SECRET]],
  [
    'an object under a name',
    'application/json',
    `{"credentials":{"user":"u","word":"${SECRET}"},"b":1}`,
    [SECRET],
  ],
  ['an array under a name', 'application/json', `{"secrets":["${SECRET}",["${SECRET}"]]}`, [SECRET]],
  ['a number', 'application/json', '{"cvc":7731,"pin":7731}', ['7731']],
  ['an escaped name', 'application/json', `{"pass\\u0077ord":"${SECRET}"}`, [SECRET]],
  ['an escaped value', 'application/json', `{"password":"a\\"b${SECRET}"}`, [SECRET]],
  [
    'JSON in JSON',
    'application/json',
    JSON.stringify({ event: JSON.stringify({ password: SECRET }) }),
    [SECRET],
  ],
  [
    'JSON in JSON in JSON',
    'application/json',
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ token: SECRET }) }) }),
    [SECRET],
  ],
  ['a form in JSON', 'application/json', JSON.stringify({ body: `user=ada&password=${SECRET}` }), [SECRET]],
  ['XML in JSON', 'application/json', JSON.stringify({ soap: `<Password>${SECRET}</Password>` }), [SECRET]],
  ['name and value', 'application/json', `{"fields":[{"name":"password","value":"${SECRET}"}]}`, [SECRET]],
  [
    'value and name',
    'application/json',
    `{"fields":[{"value":{"x":"${SECRET}"},"name":"password"}]}`,
    [SECRET],
  ],
  [
    'several values and a name',
    'application/json',
    `{"value":"${SECRET}","val":["${SECRET}"],"label":"New password"}`,
    [SECRET],
  ],
  ['entries', 'application/json', `[["authorization","${SECRET}"]]`, [SECRET]],
  ['NDJSON', 'application/x-ndjson', `{"a":1}\n{"password":"${SECRET}"}\n`, [SECRET]],
  ['JSON behind a guard', 'application/json', `)]}',\n{"credentials":{"a":"${SECRET}"}}`, [SECRET]],
  ['a member without its object', 'application/json', `"credentials":{"a":"${SECRET}"}`, [SECRET]],
  [
    'JSON that is not valid',
    'application/json',
    `{'password': '${SECRET} two', secret: ${SECRET}, "a":`,
    [SECRET, 'two'],
  ],
  ['a form of one field called text', 'text/plain', `p%61ssword=${SECRET}`, [SECRET]],
  ['a form with a path called text', 'text/plain', `user[pin]=${SECRET}`, [SECRET]],
  ['a form of one field in JSON', 'application/json', JSON.stringify({ body: `p%61ss=${SECRET}` }), [SECRET]],
  [
    'a multipart body called text',
    'text/plain',
    `--b1\r\nContent-Disposition: form-data; name="password"\r\n\r\n${SECRET}\r\n--b1--\r\n`,
    [SECRET],
  ],
  ['JSON called text', 'text/plain', ` {"password":"${SECRET}"}`, [SECRET]],
  [
    'variables of GraphQL',
    'application/json',
    JSON.stringify({ query: 'mutation L($p: String) { l(p: $p) }', variables: { password: SECRET } }),
    [SECRET],
  ],
  [
    'a literal of GraphQL',
    'application/json',
    JSON.stringify({ query: `mutation { login(password: "${SECRET} two") }` }),
    [SECRET, 'two'],
  ],
  ['a form', 'application/x-www-form-urlencoded', `user=ada&password=${SECRET}`, [SECRET]],
  ['an encoded name in a form', 'application/x-www-form-urlencoded', `p%61ssword=${SECRET}`, [SECRET]],
  [
    'a path in a form',
    'application/x-www-form-urlencoded',
    `card[pin]=${SECRET}&card.cvc=${SECRET}`,
    [SECRET],
  ],
  [
    'JSON in a form',
    'application/x-www-form-urlencoded',
    `data=${encodeURIComponent(`{"token":"${SECRET}"}`)}`,
    [SECRET, encodeURIComponent(SECRET)],
  ],
  [
    'a form with files',
    'multipart/form-data; boundary=b1',
    `--b1\r\nContent-Disposition: form-data; name="password"\r\n\r\n${SECRET}\r\n--b1\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n${SECRET}\r\n--b1--\r\n`,
    [SECRET],
  ],
  [
    'an element of XML',
    'application/xml',
    `<login><user>ada</user><password>${SECRET}</password></login>`,
    [SECRET],
  ],
  [
    'an element with a namespace',
    'text/xml',
    `<wsse:Password Type="#PasswordText"><![CDATA[${SECRET}]]></wsse:Password>`,
    [SECRET],
  ],
  ['an attribute of XML', 'application/soap+xml', `<login user="ada" password="${SECRET}"/>`, [SECRET]],
  [
    'a field of HTML',
    'text/html',
    `<input type="hidden" value="${SECRET}" name="csrf-token"><p>x</p>`,
    [SECRET],
  ],
  [
    'an entry named by an attribute',
    'application/xml',
    `<entry key="password"><value>${SECRET}</value></entry>`,
    [SECRET],
  ],
  [
    'a card number',
    'application/json',
    '{"note":"paid with 4111 1111 1111 1111"}',
    ['4111 1111', '1111 1111'],
  ],
  ['a card number as a number', 'application/json', '{"n":4111111111111111}', ['4111111111111111']],
  ['a card number as a name', 'application/json', '{"4111111111111111":true}', ['4111111111111111']],
  [
    'a card number in a form',
    'application/x-www-form-urlencoded',
    'note=4111+1111+1111+1111',
    ['4111', '1111'],
  ],
  [
    'a JSON Web Token',
    'text/plain',
    'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    ['eyJ', 'c2lnbmF0dXJl'],
  ],
  ['a bearer token', 'application/json', '{"h":"Authorization: Bearer abc123def456"}', ['abc123def456']],
  ['basic credentials', 'text/plain', 'Basic YWRhOnNlY3JldDE=', ['YWRhOnNlY3JldDE']],
  ['a key of AWS without digits', 'text/plain', 'AKIAIOSFODNNXEXAMPLE', ['IOSFODNNXEXAMPLE']],
  ['a key of AWS', 'text/plain', 'AKIAIOSFODNN7EXAMPLE', ['IOSFODNN7EXAMPLE']],
  ['a key of Stripe', 'application/json', '{"k":"sk_live_4eC39HqLyjWDarjtT1"}', ['4eC39HqLyjWDarjtT1']],
  ['a token of GitHub', 'text/plain', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', ['16C7e42F']],
  ['a token of Slack', 'text/plain', 'xoxb-17653672481-19874698323', ['17653672481']],
  ['a key of an AI service', 'application/json', '{"k":"sk-proj-abcdef123456ghijkl"}', ['abcdef123456']],
  [
    'a private key',
    'application/json',
    JSON.stringify({
      pem: `-----BEGIN RSA PRIVATE KEY-----\nMIIEpA${SECRET}\n-----END RSA PRIVATE KEY-----`,
    }),
    ['MIIEpA', SECRET],
  ],
  ['a connection string', 'application/json', `{"db":"postgres://shop:${SECRET}@db/shop"}`, [SECRET]],
  ['a URL with a token', 'application/json', `{"link":"https://x.test/reset?token=${SECRET}"}`, [SECRET]],
  ['YAML', 'application/yaml', `password: ${SECRET}`, [SECRET]],
];

describe('bodies', () => {
  it('are looked at in more than forty shapes', () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(40);
  });

  it.each(SHAPES)('hide a secret in %s', (_, contentType, body, secrets) => {
    const shown = bodyOf(body, contentType);
    expect(shown).toBeDefined();
    for (const secret of secrets) {
      expect(body).toContain(
        secret === encodeURIComponent(SECRET) ? '' : secret.replaceAll('+', ' ').slice(0, 3),
      );
      expect(shown).not.toContain(secret);
    }
    expect(shown).toMatch(/\[redacted\]|\*{4}|\[file/);
  });

  it.each(SHAPES)('hide a secret in %s, wherever it is cut off', (_, contentType, body, secrets) => {
    for (let length = 1; length < body.length; length++) {
      const shown = bodyOf(body.slice(0, length), contentType, { isTruncated: true }) ?? '';
      for (const secret of secrets)
        for (let part = 8; part <= secret.length; part += 4)
          expect(shown, `cut at ${length}`).not.toContain(secret.slice(0, part));
      if (secrets.includes(SECRET)) expect(shown, `cut at ${length}`).not.toMatch(/Plum/);
    }
  });

  it.each([
    ['application/json', '{ "name" : "Ada", "n": -1.5e3, "list": [true, null, {"a": "b\\n\\u00e9"}] }'],
    ['application/json', '{"order":"2024-01-02","at":1763838245000,"tokens":12}'],
    ['application/json', '"text"'],
    ['application/x-www-form-urlencoded', 'q=red+shoes&page=2&flag'],
    ['text/html', '<!doctype html><p class="a" title=\'b > c\'>1 < 2 & "x"</p>'],
    ['text/csv', 'id,name\n1,Ada'],
    ['text/plain', 'a = b & c'],
  ])('of %s without secrets stay byte for byte: %s', (contentType, body) => {
    expect(bodyOf(body, contentType)).toBe(body);
  });

  it('stay valid JSON', () => {
    for (const [, contentType, body] of SHAPES) {
      if (contentType !== 'application/json') continue;
      let before: unknown;
      try {
        before = JSON.parse(body);
      } catch {
        continue;
      }
      expect(before).toBeDefined();
      expect(() => JSON.parse(bodyOf(body) ?? '')).not.toThrow();
    }
  });

  it.each([
    'image/png',
    'application/octet-stream',
    'application/pdf',
    'text/event-stream',
    'video/mp4',
    'application/grpc',
    '',
  ])('of type %j are left out, their size kept', (contentType) => {
    const redact = createPayloadRedaction();
    expect(redact({ subject: 'http.response', target: '', contentType, body: 'x', bodySize: 1 })).toEqual({
      'http.response.body.size': 1,
    });
  });

  it('are bounded, marked, and cut between characters', () => {
    const redact = createPayloadRedaction();
    const body = JSON.stringify({ list: Array.from({ length: 20_000 }, (_, n) => `ü${n}`) });
    const shown = redact({
      subject: 'http.response',
      target: '',
      contentType: 'application/json',
      body,
      bodySize: 262_144,
    });
    expect(shown['http.response.body.size']).toBe(262_144);
    expect(shown['throughline.http.response.body.truncated']).toBe(true);
    const kept = shown['throughline.http.response.body'] as string;
    expect(bytesOf(kept)).toBeLessThanOrEqual(PAYLOAD_LIMITS.bodyBytes);
    expect(bytesOf(kept)).toBeGreaterThan(PAYLOAD_LIMITS.bodyBytes - 100);
    expect(body.startsWith(kept)).toBe(true);
  });

  it('stay bounded when what stands for secrets is longer than they were', () => {
    const shown = bodyOf(`{"list":[${'{"pin":1},'.repeat(6_000)}0]}`) ?? '';
    expect(bytesOf(shown)).toBeLessThanOrEqual(PAYLOAD_LIMITS.bodyBytes);
  });

  it('hide names of the application’s own, and e-mail addresses if asked to', () => {
    const body = '{"customerNumber":"C-77","mail":"ada.l+x@mail.example.com","b":"c"}';
    expect(bodyOf(body)).toBe(body);
    expect(bodyOf(body, undefined, {}, { sensitiveNames: ['customer_number'], emails: true })).toBe(
      '{"customerNumber":"[redacted]","mail":"[redacted]","b":"c"}',
    );
  });

  it('take long hostile text in their stride', () => {
    const parts = [
      '{"a":',
      '[',
      '\\',
      '"',
      '\\"',
      '<a ',
      '<password ',
      "<a b='",
      '-eyJ0000',
      'a@',
      'a-',
      '1 ',
      '4111 ',
      'a://',
      'password=',
      '{"password":{',
      '{"name":"password","value":',
      '%',
      '&',
      'a[',
      'x.',
      '-----BEGIN PRIVATE KEY',
      'SG.aaaaaaaaaaaaaaaa',
      '--b1\r\n\r\n',
    ];
    for (const part of parts)
      for (const type of [
        'application/json',
        'application/x-www-form-urlencoded',
        'text/xml',
        'text/plain',
        'multipart/form-data; boundary=b1',
      ])
        for (const start of ['', '{'])
          expect(bodyOf(start + part.repeat(65_536 / part.length), type, {}, { emails: true })).toBeTypeOf(
            'string',
          );
  }, 60_000);
});

describe('headers', () => {
  const headersOf = (headers: [string, string][], options: RedactionOptions = {}) =>
    createPayloadRedaction(options)({ subject: 'http.request', target: '/x', headers });

  it('are stored if they are in the list, lower case, as lists of values', () => {
    expect(
      headersOf([
        ['Content-Type', 'text/html'],
        ['VARY', 'a'],
        ['vary', 'b'],
        ['X-Foo-Key', SECRET],
      ]),
    ).toEqual({
      'http.request.header.content-type': ['text/html'],
      'http.request.header.vary': ['a', 'b'],
    });
  });

  it('can be added to the list, but a secret only shows that it was there', () => {
    const shown = headersOf(
      [
        ['X-Tenant', 'acme'],
        ['Authorization', `Basic ${SECRET}`],
        ['Cookie', `sid=${SECRET}`],
        ['Set-Cookie', `sid=${SECRET}`],
      ],
      { headers: ['X-TENANT', 'authorization', 'cookie'] },
    );
    expect(shown).toEqual({
      'http.request.header.x-tenant': ['acme'],
      'http.request.header.authorization': ['[redacted]'],
      'http.request.header.cookie': ['[redacted]'],
    });
  });

  it('lose query, tokens and card numbers, and what is too long', () => {
    const shown = headersOf([
      ['location', `https://ada:${SECRET}@x.test/reset?token=${SECRET}#${SECRET}`],
      ['referer', `/list?q=${SECRET}`],
      ['etag', '"4111111111111111"'],
      ['via', 'Bearer abc123def456'],
      ['server', 'x'.repeat(5_000)],
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/Plum|4111111111111111|abc123/);
    expect(shown['http.request.header.location']).toEqual(['https://x.test/reset']);
    expect((shown['http.request.header.server'] as string[])[0]).toHaveLength(
      PAYLOAD_LIMITS.headerCharacters + 1,
    );
  });

  it('of any name and number are taken', () => {
    const many = Array.from({ length: 5_000 }, (_, n): [string, string] => ['vary', String(n)]);
    const shown = headersOf([...many, ['__proto__', 'x']], { headers: ['__proto__'] });
    expect(shown['http.request.header.vary']).toHaveLength(PAYLOAD_LIMITS.headers);
  });
});

describe('the application’s own function', () => {
  const payload: RawPayload = {
    subject: 'http.response',
    target: 'https://shop.test/me',
    headers: [
      ['content-type', 'application/json'],
      ['etag', 'abc'],
    ],
    body: '{"name":"Ada","password":"x"}',
    bodySize: 29,
  };
  const everything = {
    'http.response.body.size': 29,
    'http.response.header.content-type': ['[redacted]'],
    'http.response.header.etag': ['[redacted]'],
    'throughline.http.response.body': '[redacted]',
  };

  it('has the last word on what the rules have left', () => {
    const seen: unknown[] = [];
    const redact = createPayloadRedaction({
      redact(given) {
        seen.push(structuredClone(given));
        return { ...given, headers: {}, body: given.body?.replace('Ada', '***') };
      },
    });
    expect(redact(payload)).toEqual({
      'http.response.body.size': 29,
      'throughline.http.response.body': '{"name":"***","password":"[redacted]"}',
    });
    expect(seen).toEqual([
      {
        subject: 'http.response',
        target: 'https://shop.test/me',
        headers: { 'content-type': ['application/json'], etag: ['abc'] },
        body: '{"name":"Ada","password":"[redacted]"}',
      },
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    [
      'throws after it has changed something',
      (given: { headers: object }) => {
        given.headers = {};
        throw new Error('broken');
      },
    ],
    ['gives nothing', () => undefined],
    ['gives a promise', async (given: unknown) => given],
    ['gives no text', (given: object) => ({ ...given, body: 7 })],
    ['gives no headers', (given: object) => ({ ...given, headers: { etag: 'abc' } })],
  ])('redacts everything if it %s', (_, redact) => {
    expect(createPayloadRedaction({ redact: redact as never })(payload)).toEqual(everything);
  });
});
