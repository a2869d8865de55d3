import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
} from 'openid-client';
import { ACCOUNT_LIMITS } from '../limits.ts';
import { isLoopback } from '../loopback.ts';

/** What is remembered of a log-in while the person is at the provider. */
export interface Trip {
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
}

/** What the provider says of a person, as far as it matters here. */
export interface Claims {
  issuer: string;
  subject: string;
  email: string | undefined;
  /** Whether the provider vouches for the address. */
  isEmailVerified: boolean;
  name: string | undefined;
}

/** An OpenID Connect provider. */
export interface Provider {
  /** Where a browser is sent to log in. Throws if the provider does not answer. */
  addressFor: (trip: Trip) => Promise<URL>;
  /** Who came back, by the query of the address that they came back to. Throws if anything of it is not as it should be. */
  claimsOf: (search: string, trip: Trip) => Promise<Claims>;
}

export interface ProviderAccess {
  issuer: string;
  clientId: string;
  /** `undefined`: a public client, by PKCE alone. */
  clientSecret: string | undefined;
  /** Where people reach this server. */
  publicUrl: string;
}

/** The provider by its discovery document (OpenID Connect Discovery 1.0), which is asked for when it is first needed. */
export function providerAt({ issuer, clientId, clientSecret, publicUrl }: ProviderAccess): Provider {
  const address = new URL(issuer);
  const back = new URL(
    'api/account/single-sign-on/back',
    publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`,
  );
  let asked: Promise<Configuration> | undefined;

  function configuration(): Promise<Configuration> {
    asked ??= discovery(address, clientId, clientSecret, undefined, {
      timeout: ACCOUNT_LIMITS.providerMs / 1000,
      // Plain HTTP only where nobody is in between.
      ...(isLoopback(address.hostname) && { execute: [allowInsecureRequests] }),
    }).catch((error) => {
      asked = undefined;
      throw error;
    });
    return asked;
  }

  return {
    async addressFor({ state, nonce, verifier }) {
      return buildAuthorizationUrl(await configuration(), {
        redirect_uri: back.href,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    async claimsOf(search, { state, nonce, verifier }) {
      const current = new URL(back);
      current.search = search;
      const tokens = await authorizationCodeGrant(await configuration(), current, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider sent no ID token');
      const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: text(claims.email),
        isEmailVerified: claims.email_verified === true,
        name: text(claims.name) ?? text(claims.preferred_username),
      };
    },
  };
}
