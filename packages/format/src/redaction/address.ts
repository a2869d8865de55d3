import { redactForm } from './form.ts';
import type { RedactionOptions } from './payload.ts';
import { plainRules, secretNames } from './rules.ts';

/**
 * Makes what redacts an address whose query is to be kept, as back ends record it (`url.full`, `url.path`; a bare `url.query`
 * with a `?` in front): values under secret names, user name and password, what gives itself away anywhere, and the hash. A
 * browser drops the query altogether, by `redactUrl`.
 */
export function createAddressRedaction(
  options: Pick<RedactionOptions, 'sensitiveNames' | 'emails'> = {},
): (address: string) => string {
  const isSecret = secretNames(options.sensitiveNames ?? []);
  const plain = plainRules(isSecret, options.emails ?? false);
  return (address) => {
    const [bare = ''] = address.split('#', 1);
    const query = bare.indexOf('?');
    if (query < 0) return plain(bare);
    const form = redactForm(bare.slice(query + 1), { isSecret, plain, nested: plain });
    return `${plain(bare.slice(0, query))}?${form}`;
  };
}
