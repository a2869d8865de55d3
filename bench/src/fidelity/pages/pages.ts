import { adminLte } from './adminLte.ts';
import { agGrid } from './agGrid.ts';
import { excalidraw } from './excalidraw.ts';
import { gentelella } from './gentelella.ts';
import { govuk } from './govuk.ts';
import { monaco } from './monaco.ts';
import type { RecordedPage } from './page.ts';
import { reveal } from './reveal.ts';
import { shoelace } from './shoelace.ts';
import { startbootstrap } from './startbootstrap.ts';
import { swagger } from './swagger.ts';
import { todomvc } from './todomvc.ts';

export const PAGES: readonly RecordedPage[] = [
  govuk,
  todomvc,
  startbootstrap,
  adminLte,
  gentelella,
  swagger,
  reveal,
  shoelace,
  agGrid,
  monaco,
  excalidraw,
];
