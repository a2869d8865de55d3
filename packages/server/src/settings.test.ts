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
    [['--host', '0.0.0.0'], 'give a --read-token too'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(() => readSettings(args, {})).toThrow(message);
  });

  it('opens to the network with a read token', () => {
    expect(readSettings(['--host', '0.0.0.0', '--read-token', 'a secret'], {}).host).toBe('0.0.0.0');
  });
});

it('names every flag with its variable in the help', () => {
  expect(helpText()).toMatch(/--ingest-key\s+THROUGHLINE_INGEST_KEY/);
});
