import type * as format from '@throughline/format';
import type * as wrapping from '../capture/wrapMethod.ts';
import type * as listening from '../listening.ts';
import type * as ids from '../randomId.ts';
import type * as safety from '../safely.ts';
import type * as warnings from '../warning.ts';

/**
 * What core and recorder both need. For a script tag each is a file by itself, so the core hands its own over, and in the
 * recorder's file this module stands for those that have them (see `build/sharedWithCore.ts`).
 */
export interface Shared {
  REDACTED: typeof format.REDACTED;
  createListening: typeof listening.createListening;
  isSensitiveName: typeof format.isSensitiveName;
  newSpanId: typeof format.newSpanId;
  newTraceId: typeof format.newTraceId;
  parseTraceparent: typeof format.parseTraceparent;
  randomId: typeof ids.randomId;
  redactText: typeof format.redactText;
  safely: typeof safety.safely;
  tellError: typeof safety.tellError;
  warnOnce: typeof warnings.warnOnce;
  wrapMethod: typeof wrapping.wrapMethod;
}

export let REDACTED: Shared['REDACTED'];
export let createListening: Shared['createListening'];
export let isSensitiveName: Shared['isSensitiveName'];
export let newSpanId: Shared['newSpanId'];
export let newTraceId: Shared['newTraceId'];
export let parseTraceparent: Shared['parseTraceparent'];
export let randomId: Shared['randomId'];
export let redactText: Shared['redactText'];
export let safely: Shared['safely'];
export let tellError: Shared['tellError'];
export let warnOnce: Shared['warnOnce'];
export let wrapMethod: Shared['wrapMethod'];

/** Takes what the core hands over, before anything else of the recorder is called. */
export function receive(shared: Shared): void {
  ({
    REDACTED,
    createListening,
    isSensitiveName,
    newSpanId,
    newTraceId,
    parseTraceparent,
    randomId,
    redactText,
    safely,
    tellError,
    warnOnce,
    wrapMethod,
  } = shared);
}
