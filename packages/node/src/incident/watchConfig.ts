import http from 'node:http';
import https from 'node:https';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { PATHS, type SdkConfig } from '@throughline/format';
import { type Incidents, incidents } from './incidents.ts';

/** How often the server is asked, milliseconds; each time by up to a fifth more or less, so that processes spread. */
const EVERY_MS = 5_000;
const SPREAD = 0.2;
/** While the server cannot be asked, the pause doubles up to this. */
const LONGEST_PAUSE_MS = 60_000;
/** After a hint the server is asked at once, but not more often than this: hints come from outside. */
const HINT_MS = 1_000;
const TIMEOUT_MS = 5_000;
/** An answer that is larger is none of ours. */
const ANSWER_BYTES = 256 * 1024;

export interface ConfigTarget {
  /** Base URL of the Throughline server, without a trailing slash. */
  endpoint: string;
  key: string | undefined;
}

/**
 * Asks the server for its incidents again and again. Keeps neither the process alive nor the application waiting; what it knew
 * stays true until its time, also when the server is away. Gives back how to end it.
 */
export function watchConfig({ endpoint, key }: ConfigTarget, known: Incidents = incidents): () => void {
  let timer: NodeJS.Timeout | undefined;
  let etag = '';
  let pause = EVERY_MS;
  let asking = false;
  let askedAt = 0;
  let ended = false;

  async function ask(): Promise<void> {
    if (asking || ended) return;
    asking = true;
    askedAt = Date.now();
    clearTimeout(timer);
    try {
      const headers = {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(etag && { 'if-none-match': etag }),
      };
      // It is no part of the request that hinted at an incident, nor of the application's work.
      const answer = await context.with(suppressTracing(ROOT_CONTEXT), () =>
        get(`${endpoint}${PATHS.config}`, headers),
      );
      if (answer.status === 200) {
        const config = JSON.parse(answer.body) as Partial<SdkConfig>;
        known.learn(Array.isArray(config.incidents) ? config.incidents : []);
        etag = answer.etag;
      }
      pause = answer.status === 200 || answer.status === 304 ? EVERY_MS : longer(pause);
    } catch {
      pause = longer(pause);
    } finally {
      asking = false;
      if (!ended)
        timer = setTimeout(() => void ask(), pause * (1 + SPREAD * (2 * Math.random() - 1))).unref();
    }
  }

  known.onUnknown = () => {
    if (Date.now() - askedAt >= HINT_MS) void ask();
  };
  void ask();
  return () => {
    ended = true;
    clearTimeout(timer);
    known.onUnknown = () => undefined;
  };
}

function longer(pause: number): number {
  return Math.min(2 * pause, LONGEST_PAUSE_MS);
}

interface Answer {
  status: number;
  etag: string;
  body: string;
}

function get(url: string, headers: Record<string, string>): Promise<Answer> {
  const { get: open } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const request = open(url, { headers, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES) request.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          etag: response.headers.etag ?? '',
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('socket', (socket) => socket.unref());
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}
