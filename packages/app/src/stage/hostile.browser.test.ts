import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replayedText, shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { eventually } from '../testing/eventually.ts';
import { AFTER_ALL, HOSTILE_ID, hostileSession } from '../testing/hostileRecording.ts';

let app: TestedApp;
let canary: Server;
let canaryOrigin: string;
const heard: string[] = [];
beforeAll(async () => {
  app = await startApp();
  canary = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  canaryOrigin = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  canary.closeAllConnections();
  canary.close();
});

let vectors: string[] = [];
async function openHostile(): Promise<Page> {
  const hostile = hostileSession(Date.now() - 60_000, canaryOrigin);
  vectors = hostile.vectors;
  const server = await app.serve({ sessions: [hostile.session], traces: [] });
  const page = await app.open(`${server.origin}/sessions/${HOSTILE_ID}`);
  await eventually(() => replayedText(page)).toContain('A hostile page');
  return page;
}

async function replayAll(): Promise<Page> {
  const page = await openHostile();
  await page.getByRole('button', { name: 'Play' }).click();
  await eventually(() => shownMoment(page)).toBe(2_000);
  return page;
}

it('runs nothing of a hostile recording, lets nothing out, and stays where it is', async () => {
  const page = await replayAll();
  const frame = page.getByTitle('Replay');
  expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin');
  expect(await page.evaluate(() => ('ran' in window ? window.ran : []))).toEqual([]);
  // Each name is a way of its own; none has told of itself, here or at the listener.
  expect(vectors.length).toBeGreaterThan(100);
  await eventually(() => replayedText(page)).toContain(AFTER_ALL);
  const inside = await frame.evaluate((element: HTMLIFrameElement) => {
    const replayed = element.contentDocument;
    const all = [...(replayed?.querySelectorAll('*') ?? [])];
    return {
      ran: 'ran' in (element.contentWindow ?? {}),
      scripts: all.filter(({ localName }) => localName === 'script').length,
      handlers: all
        .flatMap(({ attributes }) => [...attributes].map(({ name }) => name))
        .filter((name) => /^on/i.test(name)),
      addresses: all
        .flatMap(({ attributes }) => [...attributes].map(({ value }) => value))
        .filter((value) => /^\s*(java\s*script|vbscript|data:text\/html)/i.test(value)),
      all: all.length,
    };
  });
  expect(inside).toMatchObject({ ran: false, scripts: 0, handlers: [], addresses: [] });
  expect(inside.all).toBeGreaterThan(80);
  expect(new URL(page.url()).pathname).toBe(`/sessions/${HOSTILE_ID}`);
  expect(heard).toEqual([]);
});

it('goes on after what cannot be replayed, in a jump too', async () => {
  const page = await openHostile();
  await page.getByRole('slider', { name: 'Moment' }).press('End');
  await eventually(() => shownMoment(page)).toBe(2_000);
  await eventually(() => replayedText(page)).toContain(AFTER_ALL);
  expect(await page.getByText('The replay stopped').count()).toBe(0);
});

it('leaves the keyboard with the player', async () => {
  const page = await replayAll();
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
  await page.getByRole('slider', { name: 'Moment' }).press('Home');
  await eventually(() => shownMoment(page)).toBe(0);
});

it('is proved by a listener that would have heard', async () => {
  await fetch(`${canaryOrigin}/heard`);
  expect(heard).toContain('/heard');
  expect(app.errors).toEqual([]);
});
