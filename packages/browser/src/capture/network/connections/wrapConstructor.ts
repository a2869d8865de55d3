import { safely } from '../../../safely.ts';
import type { Stop } from '../../captured.ts';

/**
 * Calls `made` with each object that the page makes of a class of the browser. Constants, subclasses, `instanceof` and
 * `constructor` stay what they are. Returns what takes it back; where others have wrapped the class after us, we stay and
 * step aside.
 */
export function wrapConstructor(name: 'WebSocket' | 'EventSource', made: (instance: object) => void): Stop {
  const original = window[name];
  if (typeof original !== 'function') return () => {};
  let active = true;
  const wrapper: typeof original = new Proxy(original, {
    construct(target, args, newTarget) {
      const instance: object = Reflect.construct(target, args, newTarget === wrapper ? target : newTarget);
      if (active) safely(() => made(instance));
      return instance;
    },
    // That of a proxy has no name in it.
    get: (target, member) =>
      member === 'toString' ? target.toString.bind(target) : Reflect.get(target, member),
  });
  const place = (one: typeof original) => {
    Reflect.set(window, name, one);
    Reflect.set(original.prototype, 'constructor', one);
  };
  place(wrapper);
  return () => {
    active = false;
    if (window[name] === wrapper) place(original);
  };
}
