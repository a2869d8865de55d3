import { writeReplay } from '@throughline/format';
import { safely } from '../../safely.ts';
import { compressInWorker } from './compressInWorker.ts';

/**
 * Starts the worker that compresses: from `url`, which must be of the page's own origin, or from a blob that holds its
 * source. `undefined` where the browser allows none; a policy may also forbid it later, by an `error` event.
 */
export function startWorker(url: string | undefined): Worker | undefined {
  const policy = trustedTypesPolicy();
  const address =
    url ??
    URL.createObjectURL(
      new Blob([`(${compressInWorker})(self,${writeReplay})`], { type: 'text/javascript' }),
    );
  try {
    // Where Trusted Types are enforced the constructor takes no plain string.
    return new Worker((policy ? policy.createScriptURL(address) : address) as string, {
      name: 'throughline',
    });
  } catch {
    return undefined;
  } finally {
    // The worker holds what it loads; the address is of no further use.
    if (url === undefined) setTimeout(() => safely(() => URL.revokeObjectURL(address)), REVOKE_AFTER_MS);
  }
}

/** Browsers load the blob after the constructor has returned; this is long after that. */
const REVOKE_AFTER_MS = 60_000;

/** Name of the policy that a page with `trusted-types` in its Content Security Policy has to allow. */
const POLICY = 'throughline';

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** https://www.w3.org/TR/trusted-types/; a name can be taken only once in a page. */
function trustedTypesPolicy(): ScriptUrlPolicy | undefined {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  try {
    policy ??= trustedTypes?.createPolicy(POLICY, { createScriptURL: (url) => url });
  } catch {
    // Not allowed here: without enforcement a string does as well, and with it there is no worker.
  }
  return policy;
}
