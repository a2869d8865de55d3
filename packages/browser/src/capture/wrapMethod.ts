/**
 * Called in place of a wrapped method: `proceed` calls the method itself, once, with the arguments it is given.
 */
export type Intercept = (
  proceed: (args: readonly unknown[]) => unknown,
  thisArgument: unknown,
  args: readonly unknown[],
) => unknown;

interface Wrapping {
  wrapper: unknown;
  run: Intercept | undefined;
}

const wrappings = new WeakMap<object, Map<string, Wrapping>>();

/**
 * Puts `intercept` between the page and a method of `owner`. The wrapper is a proxy, so that name, length, `toString()`
 * and properties that others left on the method stay what they were. Returns what takes it back.
 *
 * Others may have wrapped the method after us; then it cannot be put back without cutting them off, so our wrapper stays
 * and steps aside, and is used again if the method is wrapped again.
 */
export function wrapMethod<Owner extends object>(
  owner: Owner,
  name: keyof Owner & string,
  intercept: Intercept,
): () => void {
  const ofOwner = wrappings.get(owner) ?? new Map<string, Wrapping>();
  wrappings.set(owner, ofOwner);
  const existing = ofOwner.get(name);
  if (existing) {
    existing.run = intercept;
    return () => {
      existing.run = undefined;
    };
  }

  const original: unknown = owner[name];
  if (typeof original !== 'function') return () => {};
  const wrapping: Wrapping = { run: intercept, wrapper: undefined };
  wrapping.wrapper = new Proxy(original, {
    apply(method, thisArgument, args: unknown[]) {
      let outcome: (() => unknown) | undefined;
      const proceed = (given: readonly unknown[]): unknown => {
        try {
          const result: unknown = Reflect.apply(method, thisArgument, given);
          outcome = () => result;
        } catch (error) {
          outcome = () => {
            throw error;
          };
        }
        return outcome();
      };
      try {
        if (wrapping.run) return wrapping.run(proceed, thisArgument, args);
      } catch {
        // Whatever became of the interception, the page gets what the method itself gave.
      }
      return outcome ? outcome() : proceed(args);
    },
    // That of a proxy has no name in it.
    get: (method, member) =>
      member === 'toString' ? method.toString.bind(method) : Reflect.get(method, member),
  });
  if (!Reflect.set(owner, name, wrapping.wrapper)) return () => {};
  ofOwner.set(name, wrapping);
  return () => {
    wrapping.run = undefined;
    if (owner[name] !== wrapping.wrapper) return;
    ofOwner.delete(name);
    Reflect.set(owner, name, original);
  };
}
