import { expect, it } from 'vitest';
import { wrapMethod } from './wrapMethod.ts';

const greeter = () => ({
  greet(name: string) {
    return `hello ${name}`;
  },
});

it('stands between caller and method, unseen', () => {
  const owner = greeter();
  const original = owner.greet;
  Object.assign(original, { mark: 1 });
  const seen: unknown[] = [];
  wrapMethod(owner, 'greet', (proceed, thisArgument, args) => {
    seen.push(thisArgument, ...args);
    return proceed([`${String(args[0])}!`]);
  });
  expect(owner.greet('Ada')).toBe('hello Ada!');
  expect(seen).toEqual([owner, 'Ada']);
  expect(owner.greet.name).toBe('greet');
  expect(owner.greet.length).toBe(1);
  expect(owner.greet).toHaveProperty('mark', 1);
});

it('puts the method back', () => {
  const owner = greeter();
  const original = owner.greet;
  const unwrap = wrapMethod(owner, 'greet', () => 'wrapped');
  unwrap();
  expect(owner.greet).toBe(original);
});

it('steps aside when another has wrapped after it, and is used again', () => {
  const owner = greeter();
  const unwrap = wrapMethod(owner, 'greet', (proceed, _, args) => `first(${String(proceed(args))})`);
  const ours = owner.greet;
  owner.greet = (name) => `other(${ours(name)})`;
  expect(owner.greet('Ada')).toBe('other(first(hello Ada))');
  unwrap();
  expect(owner.greet('Ada')).toBe('other(hello Ada)');
  const again = wrapMethod(owner, 'greet', (proceed, _, args) => `second(${String(proceed(args))})`);
  expect(owner.greet('Ada')).toBe('other(second(hello Ada))');
  again();
  expect(owner.greet('Ada')).toBe('other(hello Ada)');
});

it('leaves what is no method or cannot be replaced', () => {
  const owner = Object.freeze(greeter());
  wrapMethod(owner, 'greet', () => 'wrapped')();
  expect(owner.greet('Ada')).toBe('hello Ada');
  wrapMethod({ greet: 1 }, 'greet', () => 'wrapped')();
});
