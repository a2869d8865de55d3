import { expect, it } from 'vitest';
import { phasesOf } from './phases.ts';

it('lays the phases one after another up to the end of the request', () => {
  expect(phasesOf({ dns: 4, connect: 30, tls: 20, wait: 60, receive: 6 }, 120)).toEqual([
    { name: 'blocked', from: 0, duration: 20 },
    { name: 'dns', from: 20, duration: 4 },
    { name: 'connect', from: 24, duration: 30 },
    { name: 'tls', from: 34, duration: 20 },
    { name: 'wait', from: 54, duration: 60 },
    { name: 'receive', from: 114, duration: 6 },
  ]);
});

it('knows no phases of what was not measured, and none below zero', () => {
  expect(phasesOf({}, 120)).toEqual([]);
  expect(phasesOf({ wait: 50 }, 40)).toEqual([{ name: 'wait', from: 0, duration: 50 }]);
});
