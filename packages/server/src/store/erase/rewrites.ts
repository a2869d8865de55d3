import { ERASURE_LIMITS } from '../../limits.ts';
import type { Engine, Parameters } from '../engine.ts';
import { localName } from '../tables/clusterSchema.ts';
import { type Deletion, deleteStatement } from './deletions.ts';

/** The engine that holds the tables, and the cluster over which they are spread, if any. */
export interface Tables {
  engine: Engine;
  cluster: string | undefined;
  /** Ends what waits for the engine: the server stops. */
  signal: AbortSignal;
}

/** How often the engine is asked whether it is done, milliseconds. */
const ASK_EVERY_MS = 100;

/** Deletes rows by rewriting the parts that hold them (ClickHouse calls it a mutation); several at once, then waits. */
export class Rewrites {
  readonly #tables: Tables;
  readonly #touched = new Set<string>();
  #underWay = 0;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async add(deletions: readonly Deletion[], parameters: Parameters): Promise<void> {
    const { engine, cluster } = this.#tables;
    for (const deletion of deletions) {
      if (this.#underWay >= ERASURE_LIMITS.rewritesAtOnce) await this.done();
      this.#touched.add(cluster === undefined ? deletion.table : localName(deletion.table));
      await engine.execute(deleteStatement(deletion, cluster), parameters);
      this.#underWay += 1;
    }
  }

  /** Resolves when no row is read any more that was to be deleted. */
  async done(): Promise<void> {
    await this.#until(
      async () => {
        const [row] = await this.#system<{ waiting: string; reason: string }>(
          'mutations',
          "count() AS waiting, anyIf(latest_fail_reason, latest_fail_reason != '') AS reason",
          'NOT is_done',
        );
        return row?.waiting === '0' ? true : (row?.reason ?? '');
      },
      ERASURE_LIMITS.rewriteMs,
      (reason) => new Error(`the engine could not delete yet: ${reason || 'it is still at work'}`),
    );
    this.#underWay = 0;
  }

  /**
   * Resolves when the parts that held the rows have left the disk, and what the engine noted of the deletions; gives up on
   * parts that long queries hold. On a cluster the notes stay, in Keeper, until later ones push them out.
   */
  async forgotten(): Promise<void> {
    const { engine, cluster } = this.#tables;
    const tables = [...this.#touched];
    if (tables.length === 0) return;
    if (cluster === undefined)
      await engine.execute(
        'KILL MUTATION WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND is_done SYNC',
        { tables },
      );
    const parts = await this.#system<{ path: string }>('parts', 'path', 'NOT active');
    const old = new Set(parts.map(({ path }) => path));
    await this.#until(
      async () =>
        (await this.#system<{ path: string }>('parts', 'path', 'NOT active')).every(
          ({ path }) => !old.has(path),
        ),
      ERASURE_LIMITS.oldPartsMs,
      () => undefined,
    );
  }

  /** Rows of a system table about the tables that were touched, on every server that has them. */
  #system<Row>(name: 'mutations' | 'parts', columns: string, condition: string): Promise<Row[]> {
    const { engine, cluster } = this.#tables;
    const from =
      cluster === undefined ? `system.${name}` : `clusterAllReplicas('${cluster}', system.${name})`;
    return engine.query<Row>(
      `SELECT ${columns} FROM ${from}
      WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND ${condition}`,
      { tables: [...this.#touched] },
    );
  }

  async #until(
    ready: () => Promise<true | false | string>,
    most: number,
    failure: (last: string) => Error | undefined,
  ): Promise<void> {
    const until = Date.now() + most;
    for (;;) {
      const answer = await ready();
      if (answer === true) return;
      this.#tables.signal.throwIfAborted();
      if (Date.now() > until) {
        const error = failure(answer === false ? '' : answer);
        if (error) throw error;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
}
