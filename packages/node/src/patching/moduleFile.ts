import { InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';

/**
 * A file inside a package that `patch` changes when it is loaded, by `require` or by `import`. What `patch` throws turns
 * this one instrumentation off, with a warning: a version that looks different must not keep the application from starting.
 */
export function moduleFile<Exports extends object>(
  name: string,
  versions: string[],
  patch: (exports: Exports) => void,
): InstrumentationNodeModuleFile {
  return new InstrumentationNodeModuleFile(
    name,
    versions,
    (loaded: Exports) => {
      try {
        patch(exportsOf(loaded));
      } catch (error) {
        process.emitWarning(`${name} is not instrumented: ${error}`, 'ThroughlineWarning');
      }
      return loaded;
    },
    () => {},
  );
}

/** A CommonJS file that is imported comes as a namespace, with its exports as the default. */
function exportsOf<Exports extends object>(loaded: Exports): Exports {
  const { [Symbol.toStringTag]: tag, default: inner } = loaded as {
    [Symbol.toStringTag]?: string;
    default?: Exports;
  };
  return tag === 'Module' && inner !== undefined ? inner : loaded;
}
