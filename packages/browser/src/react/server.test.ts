import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { INERT } from '../throughline.ts';
import { ThroughlineErrorBoundary, ThroughlineProvider, useThroughline } from './index.ts';

const Session = () => `session "${useThroughline().sessionId()}"`;
const tree = createElement(ThroughlineErrorBoundary, null, createElement(Session));

it('renders on a server, with a Throughline that does nothing', () => {
  expect(renderToString(tree)).toBe('session &quot;&quot;');
});

it('gives the Throughline of the nearest provider', () => {
  const throughline = { ...INERT, sessionId: () => 'given' };
  expect(renderToString(createElement(ThroughlineProvider, { throughline }, tree))).toContain('given');
});
