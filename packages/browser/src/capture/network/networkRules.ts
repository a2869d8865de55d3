import type { MaskingRules } from '../masking.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import type { CausedRequest } from '../userAction/causedRequest.ts';
import type { IncidentMode } from './incidentMode.ts';
import type { NetworkOptions } from './networkOptions.ts';
import type { ContextHeadersFor } from './propagation.ts';

export interface NetworkRules {
  redactedUrl: RedactedUrl;
  headersFor: ContextHeadersFor;
  /** The person's action that causes a request which begins now. */
  cause: () => CausedRequest | undefined;
  /** Whether a request is the SDK's own, which is left alone. */
  isOwn: (url: string) => boolean;
  /** What the application wants to be recorded of requests; not checked yet. */
  network: NetworkOptions | undefined;
  masking: Pick<MaskingRules, 'privacy'>;
  incident: IncidentMode;
}
