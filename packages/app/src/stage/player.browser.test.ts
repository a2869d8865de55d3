import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayedText, shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { eventually } from '../testing/eventually.ts';
import { emptySession, type FixtureSegment, type FixtureSession } from '../testing/fixture.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';

const ID = '44444444-0000-4000-8000-000000000001';
const MINUTE = 60_000;

/** A page that says one word, and the change to another: ids 1 document, 2 html, 3 body, 4 p, 5 text. */
function checkpoint(time: number, word: string): unknown[] {
  const paragraph = {
    type: 2,
    tagName: 'p',
    attributes: {},
    id: 4,
    childNodes: [{ type: 3, textContent: word, id: 5 }],
  };
  const body = { type: 2, tagName: 'body', attributes: {}, id: 3, childNodes: [paragraph] };
  const node = {
    type: 0,
    id: 1,
    childNodes: [{ type: 2, tagName: 'html', attributes: {}, id: 2, childNodes: [body] }],
  };
  return [
    { type: 4, timestamp: time, data: { href: 'https://shop.test/', width: 640, height: 480 } },
    { type: 2, timestamp: time + 1, data: { node, initialOffset: { top: 0, left: 0 } } },
  ];
}

function says(time: number, value: string): unknown {
  return {
    type: 3,
    timestamp: time,
    data: { source: 0, texts: [{ id: 5, value }], attributes: [], removes: [], adds: [] },
  };
}

/**
 * A tab recorded for `minutes`, a segment every ten seconds and a checkpoint every five minutes, on a clock that is
 * `behind` the session's by milliseconds. At every ten seconds the page says `<word> <seconds>`.
 */
function tabOf(tab: string, from: number, minutes: number, word: string, behind = 0): FixtureSegment[] {
  return Array.from({ length: minutes * 6 }, (_, seq) => {
    const time = from + seq * 10_000 - behind;
    const isCheckpoint = seq % 30 === 0;
    const text = `${word} ${seq * 10}`;
    const data = isCheckpoint ? checkpoint(time, text) : [says(time, text)];
    return {
      tab,
      seq,
      from: time,
      to: time + 9_000,
      checkpoint: isCheckpoint,
      events: data.length,
      bytes: 100,
      data,
    };
  });
}

function sessionOf(
  segments: FixtureSegment[],
  from: number,
  minutes: number,
  behind: Record<string, number> = {},
): FixtureSession {
  const tabs = [...new Set(segments.map(({ tab }) => tab))];
  return {
    ...emptySession(ID, from, {
      to: from + minutes * MINUTE,
      tabs: tabs.map((id, index) => ({
        id,
        from: from + index,
        to: from + minutes * MINUTE,
        segments: 1,
        clockOffset: behind[id] ?? 0,
      })),
    }),
    segments,
  };
}

let app: TestedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const START = Date.now() - 300 * MINUTE;

async function openAt(server: FixtureServer, ms: number, more = ''): Promise<Page> {
  return app.open(`${server.origin}/sessions/${ID}?at=${START + ms}${more}`);
}

const seek = (page: Page, seconds: number) =>
  page.evaluate((ratio) => {
    const slider = document.querySelector('[role=slider]') as HTMLElement;
    const { left, width, top } = slider.getBoundingClientRect();
    const at = { clientX: left + width * ratio, clientY: top + 5, pointerId: 1, button: 0, bubbles: true };
    slider.setPointerCapture = () => {};
    slider.dispatchEvent(new PointerEvent('pointerdown', at));
  }, seconds / 3_600);

/** The numbers of the segments asked for, one by one or as runs. */
const read = (server: FixtureServer) =>
  server.asked.flatMap((path) => {
    const [, one, first = one, last = one] =
      /\/segments\/[^/?]+(?:\/(\d+)|\?first=(\d+)&last=(\d+))$/.exec(path) ?? [];
    return first === undefined
      ? []
      : Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });

describe('player', () => {
  it('begins at the nearest checkpoint and reads only what the moment needs', async () => {
    const server = await app.serve({
      sessions: [sessionOf(tabOf('tab', START, 60, 'second'), START, 60)],
      traces: [],
    });
    const page = await openAt(server, 32 * MINUTE + 5_000);
    await eventually(() => replayedText(page)).toBe('second 1920');
    // From the checkpoint at 30 min to one minute ahead.
    await eventually(() => Math.max(...read(server))).toBe(198);
    expect(Math.min(...read(server))).toBe(180);
    // What lies before the moment came in one answer.
    expect(server.asked.filter((path) => path.includes('?first=180&last=192'))).toHaveLength(1);
    expect(new Set(read(server)).size).toBe(read(server).length);
  });

  it('shows the right page after every jump, back and forth, and keeps what it has read', async () => {
    const server = await app.serve({
      sessions: [sessionOf(tabOf('tab', START, 60, 'second'), START, 60)],
      traces: [],
    });
    const page = await openAt(server, 0);
    await eventually(() => replayedText(page)).toBe('second 0');
    let place = 7;
    for (let jump = 0; jump < 40; jump++) {
      place = (place * 1_103 + 331) % 3_590;
      await seek(page, place);
      const shown = await shownMoment(page);
      await eventually(() => replayedText(page)).toBe(`second ${Math.floor(shown / 10_000) * 10}`);
    }
    expect(await page.locator('iframe').count()).toBe(1);
    const asked = read(server);
    // A jump may give up the one reading that is under way; what was read is never asked for again.
    expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(40);
  });

  it('plays across segments and checkpoints without a break', async () => {
    const server = await app.serve({
      sessions: [sessionOf(tabOf('tab', START, 60, 'second'), START, 60)],
      traces: [],
    });
    const page = await openAt(server, 5 * MINUTE - 18_000);
    await eventually(() => replayedText(page)).toBe('second 280');
    await page.getByRole('switch', { name: 'Skip inactivity' }).uncheck({ force: true });
    await page.getByRole('combobox', { name: 'Speed' }).click();
    await page.getByRole('option', { name: '8×' }).click();
    // Written down in the page, frame by frame: a test that looks from outside may look too seldom.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Replay"]');
        const text = frame?.contentDocument?.body?.textContent ?? '(nothing)';
        if (text !== seen.at(-1)) seen.push(text);
        requestAnimationFrame(look);
      };
      look();
    });
    await page.getByRole('button', { name: 'Play' }).click();
    const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    await eventually(seen).toContain('second 320');
    expect((await seen()).slice(0, 5)).toEqual([280, 290, 300, 310, 320].map((second) => `second ${second}`));
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(1);
  });

  it('waits while what it needs has not arrived', async () => {
    const server = await app.serve({
      sessions: [sessionOf(tabOf('tab', START, 60, 'second'), START, 60)],
      traces: [],
    });
    server.failing = { path: /segments\/tab\/18\d$/, status: 400, message: 'This segment is quarantined.' };
    const page = await openAt(server, 30 * MINUTE);
    const alert = page.getByRole('region', { name: 'Replay' }).getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('This segment is quarantined.');
    server.failing = null;
    await alert.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => replayedText(page)).toBe('second 1800');
  });

  it('shows the moment of a jump that was made while it still read for another', async () => {
    const server = await app.serve({
      sessions: [sessionOf(tabOf('tab', START, 60, 'second'), START, 60)],
      traces: [],
    });
    const page = await openAt(server, 30 * MINUTE);
    await eventually(() => replayedText(page)).toBe('second 1800');
    const held: Route[] = [];
    await page.route('**/segments/tab/0', (route) => void held.push(route));
    await seek(page, 5);
    await eventually(() => held.length).toBe(1);
    await seek(page, 35);
    await held[0]?.continue();
    await eventually(() => replayedText(page)).toBe('second 30');
  });

  it('says so when a segment is damaged', async () => {
    const segments = tabOf('tab', START, 1, 'second').map((segment) => ({
      ...segment,
      data: 'oops' as unknown as unknown[],
    }));
    const server = await app.serve({ sessions: [sessionOf(segments, START, 60)], traces: [] });
    const page = await openAt(server, 0);
    await page.getByText('This part of the recording is damaged', { exact: false }).waitFor();
  });

  it('shows the tab in use at the moment, or the one that is chosen', async () => {
    const first = tabOf('first', START, 20, 'first');
    const second = tabOf('second', START + 10 * MINUTE, 10, 'other');
    const server = await app.serve({ sessions: [sessionOf([...first, ...second], START, 60)], traces: [] });
    const page = await openAt(server, 5 * MINUTE);
    await eventually(() => replayedText(page)).toBe('first 300');
    await seek(page, 15 * 60 + 5);
    await eventually(() => replayedText(page)).toBe('other 300');
    await page.getByRole('radiogroup', { name: 'Browser tab' }).getByText('Tab 1').click();
    await eventually(() => replayedText(page)).toBe('first 900');
    await page.waitForURL((url) => url.searchParams.get('tab') === 'first');
    await page.reload();
    await eventually(() => replayedText(page)).toBe('first 900');
  });

  it("puts a tab whose clock is behind on the session's clock", async () => {
    const behind = 90_000;
    const segments = tabOf('tab', START, 60, 'second', behind);
    const server = await app.serve({
      sessions: [sessionOf(segments, START, 60, { tab: behind })],
      traces: [],
    });
    const page = await openAt(server, 5 * MINUTE + 42_000);
    await eventually(() => replayedText(page)).toBe('second 340');
  });

  it('says when the recording has not begun or has ended', async () => {
    const segments = tabOf('tab', START + 2 * MINUTE, 2, 'second');
    const server = await app.serve({ sessions: [sessionOf(segments, START, 60)], traces: [] });
    const page = await openAt(server, 30_000);
    await page.getByText('The recording begins at 2:00').waitFor();
    expect(await replayedText(page)).toBe('second 0');
    await seek(page, 1_800);
    await page.getByText('The recording ends at 3:59').waitFor();
    await eventually(() => replayedText(page)).toBe('second 110');
  });

  it('breaks nowhere', () => expect(app.errors).toEqual([]));

  it('puts in what the recording refers to, and says what never arrived', async () => {
    const [known, unknown] = ['a'.repeat(64), 'b'.repeat(64)];
    const segment = tabOf('tab', START, 1, 'styled')[0] as FixtureSegment;
    const [, snapshot] = segment.data as [
      unknown,
      { data: { node: { childNodes: [{ childNodes: unknown[] }] } } },
    ];
    const styles = [known, unknown].map((hash, index) => ({
      type: 2,
      tagName: index === 0 ? 'style' : 'link',
      attributes: { rel: 'stylesheet', href: '/shop.css', _cssText: `throughline:asset/${hash}` },
      childNodes: [],
      id: 10 + index,
    }));
    snapshot.data.node.childNodes[0].childNodes.unshift(...styles);
    const server = await app.serve({
      sessions: [sessionOf([segment], START, 1)],
      traces: [],
      assets: { [known]: 'p { color: rgb(1, 2, 3) }' },
    });
    const page = await openAt(server, 0);
    await eventually(() => replayedText(page)).toBe('styled 0');
    const color = () =>
      page.getByTitle('Replay').evaluate((frame: HTMLIFrameElement) => {
        const shown = frame.contentDocument?.querySelector('p');
        return shown && frame.contentWindow?.getComputedStyle(shown).color;
      });
    await eventually(color).toBe('rgb(1, 2, 3)');
    await page.getByText('A style sheet or picture of this page never arrived').waitFor();
    expect(server.asked.filter((path) => path.includes('shop.css'))).toEqual([]);
  });

  it('shows what moves as far as it had come at the moment', async () => {
    const segment = tabOf('tab', START, 1, 'moving')[0] as FixtureSegment;
    const [, snapshot] = segment.data as [
      unknown,
      { data: { node: { childNodes: [{ childNodes: unknown[] }] } } },
    ];
    const css = `@keyframes come { from { opacity: 0 } to { opacity: 1 } }
      .coming { animation: come 1s linear } .gone { transition: opacity 1s linear; opacity: 0 }`;
    snapshot.data.node.childNodes[0].childNodes.unshift({
      type: 2,
      tagName: 'style',
      attributes: { _cssText: css },
      childNodes: [],
      id: 10,
    });
    const becomes = (second: number, name: string) => ({
      type: 3,
      timestamp: START + second * 1_000,
      data: {
        source: 0,
        texts: [],
        attributes: [{ id: 4, attributes: { class: name } }],
        removes: [],
        adds: [],
      },
    });
    segment.data.push(becomes(2, 'coming'), becomes(6, 'gone'));
    const server = await app.serve({
      sessions: [sessionOf([segment], START, 60)],
      traces: [],
    });
    const opacityAt = async (ms: number) => {
      const page = await openAt(server, ms);
      await eventually(() => replayedText(page)).toBe('moving 0');
      // Two frames later a replay that moves by itself would show something else.
      return page.getByTitle('Replay').evaluate(async (frame: HTMLIFrameElement) => {
        const look = () => new Promise((resolve) => requestAnimationFrame(resolve));
        await look();
        await look();
        const shown = frame.contentDocument?.querySelector('p') as HTMLElement;
        return Number(frame.contentWindow?.getComputedStyle(shown).opacity);
      });
    };
    expect(await opacityAt(2_500)).toBeGreaterThan(0.3);
    expect(await opacityAt(2_500)).toBeLessThan(0.7);
    expect(await opacityAt(5_000)).toBe(1);
    expect(await opacityAt(6_500)).toBeGreaterThan(0.3);
    expect(await opacityAt(6_500)).toBeLessThan(0.7);
    expect(await opacityAt(8_000)).toBe(0);
  });

  it('marks the part of the page that a note is about, at its moment', async () => {
    const session = sessionOf(tabOf('tab', START, 1, 'noted'), START, 1);
    session.timeline.push({
      id: 'log:1',
      kind: 'event',
      timeUnixNano: `${START + 20_000}000000`,
      service: 'shop',
      title: 'note: the price is wrong',
      severity: 'normal',
      tabId: 'tab',
      area: { x: 64, y: 48, width: 320, height: 240 },
    });
    const server = await app.serve({ sessions: [session], traces: [] });
    const page = await openAt(server, 21_000);
    const mark = page.getByRole('note', { name: 'note: the price is wrong' });
    await mark.waitFor();
    const [area, frame] = await Promise.all([mark.boundingBox(), page.getByTitle('Replay').boundingBox()]);
    if (!area || !frame) throw new Error('neither may be hidden');
    const scale = frame.width / 640;
    const place = [area.x - frame.x, area.y - frame.y, area.width, area.height];
    expect(place.map((length) => Math.round(length / scale / 8))).toEqual([8, 6, 40, 30]);
    await page.getByRole('slider', { name: 'Moment' }).press('Home');
    await eventually(() => mark.count()).toBe(0);
  });
});
