import { useSyncExternalStore } from 'react';
import type { BasketLine } from '../../contract/payment.ts';

/** The basket lives as long as the tab, reloads included. */
const STORED = 'basket';

/** As many of one record as the gateway takes. */
const MAX_QUANTITY = 10;

let lines: BasketLine[] = JSON.parse(sessionStorage.getItem(STORED) ?? '[]');
const listeners = new Set<() => void>();

export function useBasket(): BasketLine[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => lines,
  );
}

/** Sets how many of a record are in the basket; 0 takes it out. */
export function setQuantity(sku: string, quantity: number): void {
  const bounded = Math.min(quantity, MAX_QUANTITY);
  const known = lines.some((line) => line.sku === sku);
  const next = known
    ? lines.map((line) => (line.sku === sku ? { sku, quantity: bounded } : line))
    : [...lines, { sku, quantity: bounded }];
  keep(next.filter((line) => line.quantity > 0));
}

export function addToBasket(sku: string): void {
  setQuantity(sku, (lines.find((line) => line.sku === sku)?.quantity ?? 0) + 1);
}

export function emptyBasket(): void {
  keep([]);
}

function keep(next: BasketLine[]): void {
  lines = next;
  sessionStorage.setItem(STORED, JSON.stringify(lines));
  for (const changed of listeners) changed();
}
