import { expect, it } from 'vitest';
import { matchedRoute } from './matchedRoute.ts';
import { routeFromParams } from './routeFromParams.ts';

const matches = (...paths: (string | undefined)[]) => paths.map((path) => ({ route: { path } }));

it.each([
  [['/', 'orders', ':id'], '/orders/:id'],
  [['/', undefined, 'orders/:id', undefined], '/orders/:id'],
  [['/', 'orders', '/orders/:id/edit'], '/orders/:id/edit'],
  [['/shop/*', 'orders'], '/shop/orders'],
  [['/files/*'], '/files/*'],
  [['/'], '/'],
])('joins the paths %j that a router matched to %s', (paths, route) => {
  expect(matchedRoute(matches(...paths))).toBe(route);
});

it('has no route where nothing matched', () => {
  expect(matchedRoute(null)).toBeUndefined();
  expect(matchedRoute([])).toBeUndefined();
});

it.each([
  ['/orders/17', { id: '17' }, '/orders/:id'],
  ['/en/orders/17/items/17', { lang: 'en', id: '17', item: '17' }, '/:lang/orders/:id/items/:item'],
  ['/docs/a/b', { slug: ['a', 'b'] }, '/docs/:slug*'],
  ['/orders/caf%C3%A9', { name: 'caf%C3%A9' }, '/orders/:name'],
  ['/about', {}, '/about'],
  ['/about', null, '/about'],
  ['/%E0%A4%A/x', { id: 'x' }, '/%E0%A4%A/:id'],
])('names the parameters in %s: %j', (path, params, route) => {
  expect(routeFromParams(path, params)).toBe(route);
});
