import { type Context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/**
 * OpenTelemetry's context manager. In a process that works for another, what happens outside of any request or message happens
 * in `inherited`, the context of whoever started the process.
 */
export function contextManager(inherited: Context): ContextManager {
  return inherited === ROOT_CONTEXT
    ? new AsyncLocalStorageContextManager()
    : new InheritedContextManager(inherited);
}

class InheritedContextManager extends AsyncLocalStorageContextManager {
  readonly #inherited: Context;

  constructor(inherited: Context) {
    super();
    this.#inherited = inherited;
  }

  override active(): Context {
    const active = super.active();
    return active === ROOT_CONTEXT ? this.#inherited : active;
  }
}
