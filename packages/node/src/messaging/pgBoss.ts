import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
} from '@opentelemetry/instrumentation';
import { ATTRIBUTES } from '@throughline/format';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import type { Carrier } from '../context/headers.ts';
import { isSealed, open, seal } from './envelope.ts';
import { batchSize, consume, produce } from './messageSpan.ts';

/** The part of pg-boss 10's manager that we wrap: what every way of sending and of working comes down to. */
interface Manager {
  createJob(name: string, data: unknown, options: unknown, offset?: number): Promise<string | null>;
  insert(jobs: { name: string; data?: unknown }[], options?: unknown): Promise<string[] | null>;
  watch(name: string, options: unknown, callback: (jobs: Job[]) => Promise<unknown>): Promise<string>;
  fetch(name: string, options?: unknown): Promise<Job[]>;
  getJobById(name: string, id: string, options?: unknown): Promise<Job | null>;
}
interface Job {
  id: string;
  name: string;
  data: unknown;
}

const METHODS = ['createJob', 'insert', 'watch', 'fetch', 'getJobById'] as const;

/** Queues that pg-boss keeps for itself. */
const INTERNAL_QUEUE = /^__pgboss__/;

/**
 * Carries trace and session through pg-boss: a producer span where a job is sent, a consumer span, child of it and
 * linked to it, where it is worked on. Attributes follow the messaging conventions of OpenTelemetry.
 */
export class PgBossInstrumentation extends InstrumentationBase {
  /** Carriers of jobs that were fetched, kept beside them so that the application finds its own data alone. */
  readonly #carriers = new WeakMap<Job, Carrier>();

  constructor() {
    super('@throughline/node/pg-boss', '0.1.0', {});
  }

  protected init() {
    const file = new InstrumentationNodeModuleFile(
      'pg-boss/src/manager.js',
      ['>=10 <11'],
      (manager: { prototype: Manager }) => this.#patch(manager),
      (manager?: { prototype: Manager }) => {
        for (const method of METHODS) if (manager) this._unwrap(manager.prototype, method);
      },
    );
    return new InstrumentationNodeModuleDefinition('pg-boss', ['>=10 <11'], undefined, undefined, [file]);
  }

  #patch(manager: { prototype: Manager }) {
    const instrumentation = this;
    const { prototype } = manager;
    // pg-boss publishes a manager's functions under their `name`, so that each wrapper must keep it.
    this._wrap(prototype, 'createJob', (original) => {
      return async function createJob(this: Manager, name, data, options, offset) {
        // Debouncing calls itself a second time with the data it was given.
        if (INTERNAL_QUEUE.test(name) || isSealed(data))
          return original.call(this, name, data, options, offset);
        return produce(instrumentation.tracer, destination(name), {}, async (carrier, span) => {
          recordMessage(span, name, data);
          const id = await original.call(this, name, seal(data, carrier), options, offset);
          if (id !== null) span.setAttribute(ATTRIBUTES.messagingMessageId, id);
          return id;
        });
      };
    });
    this._wrap(prototype, 'insert', (original) => {
      return async function insert(this: Manager, jobs, options) {
        const [first] = Array.isArray(jobs) ? jobs : [];
        if (first === undefined) return original.call(this, jobs, options);
        return produce(instrumentation.tracer, destination(first.name), batchSize(jobs), (carrier, span) => {
          recordMessage(span, first.name, () => jobs.map(({ data }) => data));
          const sealed = jobs.map((job) => ({ ...job, data: seal(job.data, carrier) }));
          return original.call(this, sealed, options);
        });
      };
    });
    this._wrap(prototype, 'fetch', (original) => {
      return async function fetch(this: Manager, name, options) {
        const jobs = await original.call(this, name, options);
        for (const job of jobs) {
          const { data, carrier } = open(job.data);
          job.data = data;
          instrumentation.#carriers.set(job, carrier);
        }
        return jobs;
      };
    });
    this._wrap(prototype, 'getJobById', (original) => {
      return async function getJobById(this: Manager, name, id, options) {
        const job = await original.call(this, name, id, options);
        return job && { ...job, data: open(job.data).data };
      };
    });
    this._wrap(prototype, 'watch', (original) => {
      return async function watch(this: Manager, name, options, callback) {
        if (INTERNAL_QUEUE.test(name)) return original.call(this, name, options, callback);
        // The worker's own polling, every two seconds for ever, belongs to no trace and no session.
        return context.with(suppressTracing(ROOT_CONTEXT), () =>
          original.call(this, name, options, (jobs) => instrumentation.#consume(name, jobs, callback)),
        );
      };
    });
    return manager;
  }

  #consume(queue: string, jobs: Job[], callback: (jobs: Job[]) => Promise<unknown>): Promise<unknown> {
    const [onlyJob] = jobs;
    const identity =
      jobs.length === 1 && onlyJob ? { [ATTRIBUTES.messagingMessageId]: onlyJob.id } : batchSize(jobs);
    const carriers = jobs.map((job) => this.#carriers.get(job) ?? {});
    return consume(this.tracer, destination(queue), identity, carriers, async (span) => {
      recordMessage(span, queue, () => (jobs.length === 1 ? onlyJob?.data : jobs.map(({ data }) => data)));
      return callback(jobs);
    });
  }
}

const destination = (queue: string) => ({ system: 'pg-boss', name: queue });
