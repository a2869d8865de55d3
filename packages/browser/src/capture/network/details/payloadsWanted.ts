import type { Clock } from '../../../clock.ts';
import { warnOnce } from '../../../warning.ts';
import type { NetworkRules } from '../networkRules.ts';
import type { Payloads } from '../payloads/payloads.ts';

/** The part that records headers and bodies, when it is wanted and has been loaded. */
export interface PayloadsWanted {
  payloads(): Payloads | undefined;
  /** Resolves when nothing is being loaded. */
  loaded(): Promise<void> | undefined;
}

/** Wanted is what the application asks for, and, while an incident lasts, all of it. */
export function watchPayloadsWanted(clock: Clock, rules: NetworkRules): PayloadsWanted {
  let usual: Payloads | undefined;
  let enriched: Payloads | undefined;
  let loading: Promise<void> | undefined;

  const load = () => {
    loading ??= import('../payloads/payloads.ts')
      .then(({ createPayloads }) => {
        const { network } = rules;
        usual = network && createPayloads(rules);
        enriched = createPayloads({
          ...rules,
          network: { headers: true, bodies: true, messages: true, ...network },
        });
      })
      .catch((error: unknown) => warnOnce('neither headers nor bodies are recorded', error));
  };
  rules.incident.began = load;
  if (rules.network || rules.incident.until) load();

  return {
    payloads: () => (rules.incident.until > clock.now() ? enriched : usual),
    loaded: () => loading,
  };
}
