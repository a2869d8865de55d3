import { context, type Link, ROOT_CONTEXT, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { sessionIdOf, withSessionId } from '../context/sessionId.ts';
import { endWith } from './messageSpan.ts';

type Run = (...args: unknown[]) => unknown;
type Schedule = (expression: string, run: Run | string, options?: { name?: string }) => unknown;
interface Cron {
  schedule: Schedule;
  createTask?: Schedule;
}

/**
 * Gives each run of a task of node-cron a span and a trace of its own, linked to whoever scheduled it, and in their session if
 * they had one. A task that is a file runs in a process of its own, which hears of its context from its environment.
 */
export class NodeCronInstrumentation extends InstrumentationBase {
  constructor() {
    super('@throughline/node/node-cron', '0.1.0', {});
  }

  protected init() {
    return new InstrumentationNodeModuleDefinition('node-cron', ['>=3 <5'], (module: Partial<Cron>) => {
      const { default: cron } = module as { default?: Partial<Cron> };
      this.#patch(module);
      if (cron && cron !== module) this.#patch(cron);
      return module;
    });
  }

  #patch(cron: Partial<Cron>) {
    for (const name of ['schedule', 'createTask'] as const)
      if (typeof cron[name] === 'function')
        this._wrap(cron as Required<Cron>, name, (original) => {
          const { tracer } = this;
          return function (this: unknown, expression, run, options) {
            const traced =
              typeof run === 'function' ? traceRuns(tracer, expression, run, options?.name) : run;
            return original.call(this, expression, traced, options);
          };
        });
  }
}

function traceRuns(tracer: Tracer, expression: string, run: Run, name = run.name): Run {
  const scheduling = context.active();
  const sessionId = sessionIdOf(scheduling);
  const scheduler = trace.getSpanContext(scheduling);
  const links: Link[] = scheduler ? [{ context: scheduler }] : [];
  const root = sessionId === undefined ? ROOT_CONTEXT : withSessionId(ROOT_CONTEXT, sessionId);
  const options = {
    kind: SpanKind.INTERNAL,
    links,
    // By the semantic conventions of functions that a timer calls: https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/
    attributes: { 'faas.trigger': 'timer', 'faas.cron': expression },
  };
  return function (this: unknown, ...args) {
    return tracer.startActiveSpan(`cron ${name || expression}`, options, root, (span) =>
      endWith(span, () => run.apply(this, args)),
    );
  };
}
