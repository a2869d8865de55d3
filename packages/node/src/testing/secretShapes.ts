/** One way in which a secret may stand in what a service receives, sends or writes. `secret` is what must not be left of it. */
export interface SecretShape {
  name: string;
  secret: string;
  query?: string;
  headers?: Record<string, string>;
  contentType?: string;
  body?: string;
  /** Whether the service writes the body into its log too. */
  isLogged?: boolean;
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data; boundary=edge';
const jwt = (secret: string) => `eyJhbGciOiJIUzI1NiJ9.eyJ1IjoxfQ.${secret}`;

/** Each has a secret of its own, so that a failing test names the shape. */
const inJson =
  (name: string, make: (secret: string) => unknown, isLogged = false) =>
  (secret: string) => ({
    name,
    secret,
    contentType: json,
    body: JSON.stringify(make(secret)),
    isLogged,
  });
const inHeader = (header: string, make: (secret: string) => string) => (secret: string) => ({
  name: `the header ${header}`,
  secret,
  headers: { [header]: make(secret) },
});
const inQuery = (name: string, make: (secret: string) => string) => (secret: string) => ({
  name: `the query's ${name}`,
  secret,
  query: make(secret),
});
const inBody = (name: string, contentType: string, make: (secret: string) => string, isLogged = false) => {
  return (secret: string) => ({ name, secret, contentType, body: make(secret), isLogged });
};

const makers: ((secret: string) => SecretShape)[] = [
  inJson('a password', (s) => ({ password: s }), true),
  inJson('a name in any letter case', (s) => ({ PASSWORD: s }), true),
  inJson('a name with punctuation', (s) => ({ 'api-key': s }), true),
  inJson('a name in camel case', (s) => ({ clientSecret: s }), true),
  inJson('a name at depth', (s) => ({ a: [{ b: { c: [{ accessToken: s }] } }] }), true),
  inJson('an object under a name', (s) => ({ credentials: { user: 'ada', word: s } })),
  inJson('a list under a name', (s) => ({ secrets: ['a', [s]] })),
  inJson('JSON in JSON', (s) => ({ event: JSON.stringify({ password: s }) })),
  inJson('a form in JSON', (s) => ({ body: `user=ada&password=${s}` })),
  inJson('a name beside its value', (s) => ({ fields: [{ name: 'password', value: s }] })),
  inJson('a bearer token in a text', (s) => ({ note: `sent Bearer ${s}1` }), true),
  inJson('a JSON Web Token in a text', (s) => ({ note: jwt(s) }), true),
  inJson('a URL with a password', (s) => ({ url: `https://ada:${s}@shop.example/` }), true),
  inJson('a Stripe key', (s) => ({ note: `sk_live_${s.replaceAll('-', '')}` }), true),
  inJson('a GitHub token', (s) => ({ note: `ghp_${s.replaceAll('-', '')}` }), true),
  inJson('a private key', (s) => ({ note: `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----` })),
  inJson("a name of the application's own", (s) => ({ loyaltyCode: s }), true),
  inJson('an IBAN', (s) => ({ iban: s })),
  inJson('a one-time password', (s) => ({ otp: s })),
  inJson('variables of GraphQL', (s) => ({ query: 'mutation {}', variables: { password: s } })),
  inBody('JSON that was cut off', json, (s) => `{"password":"${s}`, true),
  inBody('JSON called text', 'text/plain', (s) => `{"password":"${s}"}`),
  inBody('lines of JSON', 'application/x-ndjson', (s) => `{"a":1}\n{"token":"${s}"}\n`),
  inBody('a form', form, (s) => `user=ada&password=${s}`, true),
  inBody('an encoded name in a form', form, (s) => `p%61ssword=${s}`),
  inBody('a path in a form', form, (s) => `user[pin]=${s}`),
  inBody('an element of XML', 'application/xml', (s) => `<a><Password>${s}</Password></a>`),
  inBody('an attribute of XML', 'text/xml', (s) => `<login password="${s}"/>`),
  inBody(
    'a part of a multipart body',
    multipart,
    (s) => `--edge\r\nContent-Disposition: form-data; name="password"\r\n\r\n${s}\r\n--edge--\r\n`,
  ),
  inBody('a cookie in plain text', 'text/plain', (s) => `Cookie: ${s}1`, true),
  inHeader('authorization', (s) => `Bearer ${s}`),
  inHeader('proxy-authorization', (s) => `Basic ${s}`),
  inHeader('cookie', (s) => `sid=${s}`),
  inHeader('x-api-key', (s) => s),
  inHeader('x-unheard-of', (s) => s),
  inHeader('referer', (s) => `https://shop.example/?token=${s}`),
  inQuery('token', (s) => `token=${s}`),
  inQuery('API_KEY', (s) => `API_KEY=${s}`),
  inQuery('encoded name', (s) => `p%61ssword=${s}`),
  inQuery('JSON Web Token', (s) => `q=${jwt(s)}`),
];

const cards: SecretShape[] = ['4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005'].map(
  (number) => ({
    name: `the card number ${number}`,
    secret: number,
    contentType: json,
    body: JSON.stringify({ note: `paid by ${number}` }),
    isLogged: true,
  }),
);

export const SECRET_SHAPES: SecretShape[] = [
  ...makers.map((make, index) => make(`Plum-tundra-${7000 + index}`)),
  ...cards,
  {
    name: 'an e-mail address',
    secret: 'ada@shop.example',
    contentType: json,
    body: '{"to":"ada@shop.example"}',
    isLogged: true,
  },
];
