import { describe, expect, it } from 'vitest';
import { helpText, readSettings } from './settings.ts';

describe('readSettings', () => {
  it('has defaults for everything that needs one', () => {
    expect(readSettings([], {})).toMatchObject({
      host: '127.0.0.1',
      port: 4318,
      grpcPort: 4317,
      ingestKey: undefined,
      logLevel: 'info',
    });
  });

  it('takes the environment, and flags before it', () => {
    const environment = { THROUGHLINE_PORT: '5000', THROUGHLINE_INGEST_KEY: 'from-environment' };
    expect(readSettings(['--port', '6000'], environment)).toMatchObject({
      port: 6000,
      ingestKey: 'from-environment',
    });
  });

  it('switches gRPC off when told so', () => {
    expect(readSettings(['--grpc-port', 'off'], {}).grpcPort).toBeUndefined();
  });

  it('takes an empty variable for none', () => {
    expect(readSettings([], { THROUGHLINE_INGEST_KEY: '' }).ingestKey).toBeUndefined();
  });

  it.each([
    [['--port', 'http'], '--port must be a number'],
    [['--port', '70000'], '--port must be a number'],
    [['--grpc-port', 'no'], '--grpc-port must be a number'],
    [['--log-level', 'loud'], '--log-level must be one of'],
    [['--no-such-flag'], '--help'],
    [['--database-url', 'localhost'], '--database-url must be a URL that begins with postgres://'],
    [['--database-url', 'mysql://localhost/a'], '--database-url must be a URL'],
    [['--clickhouse-url', 'tcp://localhost:9000'], '--clickhouse-url must be a URL that begins with http://'],
    [['--clickhouse-cluster', 'ours'], '--clickhouse-cluster needs a --clickhouse-url'],
    [['--clickhouse-url', 'http://a', '--clickhouse-cluster', "o'"], '--clickhouse-cluster must be a name'],
    [['--jira-url', 'https://a'], 'THROUGHLINE_JIRA_TOKEN need each other'],
    [['--mail-from', 'alerts@shop.example'], 'THROUGHLINE_SMTP_URL need each other'],
    [['--mail-from', 'a@b\r\nBcc: c@d'], '--mail-from must be an address'],
    [['--smtp-url', 'smtp://seen-by-all'], '--help'],
    [['--jira-url', 'https://a:b@c'], '--jira-url must be a URL that begins with https://'],
    [['--public-url', 'replay.example'], '--public-url must be a URL that begins with https://'],
    [['--jira-token', 'seen-by-all'], '--help'],
    [['--host', '0.0.0.0', '--auth', 'off'], 'opens the recordings to the network'],
    [['--auth', 'maybe'], '--auth must be one of on, off'],
    [['--oidc-issuer', 'https://a'], '--oidc-client-id need each other'],
    [['--oidc-issuer', 'https://a', '--oidc-client-id', 'b'], 'needs a --public-url'],
    [['--oidc-role', 'admin'], '--oidc-role must be one of engineer'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(() => readSettings(args, {})).toThrow(message);
  });

  it('opens to the network where people log in, which they do unless told otherwise', () => {
    expect(readSettings(['--host', '0.0.0.0'], {})).toMatchObject({ host: '0.0.0.0', auth: true });
    expect(readSettings(['--auth', 'off'], {}).auth).toBe(false);
  });
});

it('takes the token of Jira from the environment alone, and says so in the help', () => {
  const environment = { THROUGHLINE_JIRA_TOKEN: 'secret', THROUGHLINE_JIRA_URL: 'https://jira.example/jira' };
  expect(readSettings([], environment)).toMatchObject({
    jiraToken: 'secret',
    jiraUrl: 'https://jira.example/jira',
    jiraUser: undefined,
  });
  expect(helpText()).toMatch(/^ +THROUGHLINE_JIRA_TOKEN/m);
});

it('names every flag with its variable in the help', () => {
  expect(helpText()).toMatch(/--ingest-key\s+THROUGHLINE_INGEST_KEY/);
});
