import { register as registerOffThread } from 'node:module';
import type { Instrumentation, InstrumentationModuleDefinition } from '@opentelemetry/instrumentation';
import { register as registerInThread, supportsSyncHooks } from 'import-in-the-middle/register-hooks.mjs';

/**
 * Registers the loader hook by which `import` reaches the instrumentations, as `require` does by itself. Only packages that
 * some instrumentation asks for are touched: every other module of the application loads as it would without us.
 */
export function registerLoader(instrumentations: Instrumentation[]): void {
  const include = instrumentations
    .flatMap(moduleDefinitions)
    .flatMap(({ name }) => [name, insidePackage(name)]);
  if (supportsSyncHooks()) registerInThread({ include });
  else registerOffThread('import-in-the-middle/hook.mjs', import.meta.url, { data: { include } });
}

/** Matches the URL of any file of package `name`: some instrumentations patch files inside. */
function insidePackage(name: string): RegExp {
  return new RegExp(`/node_modules/${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/`);
}

/** By shape, not by class: an application may have several copies of OpenTelemetry's base class. */
function moduleDefinitions(instrumentation: Instrumentation): { name: string }[] {
  const { getModuleDefinitions } = instrumentation as {
    getModuleDefinitions?: () => InstrumentationModuleDefinition[];
  };
  return getModuleDefinitions?.call(instrumentation) ?? [];
}
