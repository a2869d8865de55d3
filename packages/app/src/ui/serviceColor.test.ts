import { expect, it } from 'vitest';
import { serviceColor, serviceColors } from './serviceColor.ts';

it('gives ten services ten colours, whatever order they come in', () => {
  const services = [
    'shop',
    'gateway',
    'payment',
    'fraud',
    'orders',
    'receipts',
    'mail',
    'search',
    'stock',
    'tax',
  ];
  const colors = serviceColors(services);
  expect(new Set(colors.values()).size).toBe(10);
  expect(serviceColors(services.toReversed())).toEqual(colors);
});

it('goes on when colours run out', () => {
  expect(serviceColors(Array.from({ length: 60 }, (_, index) => `s${index}`)).size).toBe(60);
});

it('keeps a lone service in its colour', () => {
  expect(serviceColors(['payment']).get('payment')).toBe(serviceColor('payment'));
});
