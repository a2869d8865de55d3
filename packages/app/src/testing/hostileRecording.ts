import { emptySession, type FixtureSession } from './fixture.ts';
import { hostileElements } from './hostile/body.ts';
import { hostileEvents } from './hostile/events.ts';
import { hostileHead } from './hostile/head.ts';
import { createHostileRecorder, type HostileNode } from './hostile/recorder.ts';

export const HOSTILE_ID = '66666666-0000-4000-8000-000000000666';

/** What the page says in the end, after all that is hostile. */
export const AFTER_ALL = 'all of it was replayed';

/** How long the recording is, milliseconds. */
const LENGTH_MS = 2_000;

/**
 * A session whose recording tries to run scripts, load pages and tell `canary` (an origin) that it was seen; and the names of the ways
 * in which it tries. Each would leave its name, in `window.ran` of the page around the replay or in the path of a request.
 */
export function hostileSession(
  start: number,
  canary: string,
): { session: FixtureSession; vectors: string[] } {
  const recorder = createHostileRecorder(canary);
  const { element, text, document, run, leave } = recorder;
  const head = hostileHead(recorder);
  const hostile = hostileElements(recorder);
  const body = element(
    'body',
    {
      onload: run('body onload'),
      onpageshow: run('body onpageshow'),
      background: leave('body background'),
      style: `background-image: url("${leave('body style')}")`,
    },
    [element('p', {}, [text('A hostile page')]), ...hostile],
  );
  const html = element('html', { manifest: leave('html manifest') }, [head, body]);
  const root = document([
    { type: 1, name: 'html', publicId: '', systemId: leave('doctype'), id: 9_999 },
    html,
  ]);
  const all = [head, body, ...hostile].flatMap(withDescendants);
  const first = (tagName: string): HostileNode => {
    const found = all.find((node) => node.tagName === tagName);
    if (!found) throw new Error(`the hostile page has no ${tagName}`);
    return found;
  };
  const style = first('style');
  const styleText = all
    .filter(({ tagName }) => tagName === 'style')
    .flatMap(({ childNodes }) => childNodes as HostileNode[])[0];
  if (!styleText) throw new Error('no style of the hostile page has a text');
  const events = hostileEvents(recorder, {
    body,
    link: first('a'),
    button: first('button'),
    frame: first('iframe'),
    video: first('video'),
    style,
    styleText,
    document: root,
  });
  const said = { parentId: body.id, nextId: null, node: text(AFTER_ALL) };
  const data = [
    { type: 4, timestamp: start, data: { href: `javascript:${run('address')}`, width: 800, height: 600 } },
    { type: 2, timestamp: start + 5, data: { node: root, initialOffset: { top: 0, left: 0 } } },
    ...events.map((event, index) => ({
      timestamp: start + 300 + index * 40,
      ...('whole' in event && 'data' in event
        ? { type: event.whole, data: event.data }
        : { type: 3, data: event }),
    })),
    {
      type: 3,
      timestamp: start + LENGTH_MS - 100,
      data: { source: 0, texts: [], removes: [], attributes: [], adds: [said] },
    },
    {
      type: 3,
      timestamp: start + LENGTH_MS,
      data: { source: 1, positions: [{ x: 9, y: 9, id: body.id, timeOffset: 0 }] },
    },
  ];
  const tab = '77777777-0000-4000-8000-000000000777';
  const to = start + LENGTH_MS;
  const session = emptySession(HOSTILE_ID, start, {
    to,
    tabs: [{ id: tab, from: start, to, segments: 1, clockOffset: 0 }],
  });
  const segment = { tab, seq: 0, from: start, to, checkpoint: true, events: data.length, bytes: 1, data };
  return { session: { ...session, segments: [segment] }, vectors: [...recorder.vectors] };
}

function withDescendants(node: HostileNode): HostileNode[] {
  const children = (node.childNodes ?? []) as HostileNode[];
  return [node, ...children.flatMap(withDescendants)];
}
