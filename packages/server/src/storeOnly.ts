/** The store without a server around it, for benchmarks: the same engine, tables and inserts. */
import { openEmbeddedEngine } from './store/embeddedEngine.ts';
import type { Engine } from './store/engine.ts';
import { createSchema } from './store/store.ts';

export { SPOOL_LIMITS } from './limits.ts';
export { bytesField, frame, varintField } from './spool/frame.ts';
export { ENVELOPE_FIELDS } from './spool/kinds.ts';
export { INSERTS } from './store/insert/inserts.ts';
export { FILE_FORMATS } from './store/insert/source.ts';
export { SPAN_COLUMNS } from './store/tables/records.ts';

/** An embedded engine on `folder` with all tables. */
export async function openStore(folder: string): Promise<Engine> {
  const engine = await openEmbeddedEngine(folder);
  await createSchema(engine);
  return engine;
}
