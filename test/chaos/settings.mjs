import { Secret } from '../../dist/runtime/ports/credential-source.js';

/** Milliseconds. Shorter than the defaults, so that a run sees many replays; long enough for a slow machine. */
export const limits = { callTimeoutMs: 4_000, saveMs: 2_500, marginMs: 500, waitMs: 15_000, pollMs: 50, perMinute: 100_000 };

/** The one provider of the run. With consents, each process names itself in the address it sends refresh tokens to. */
export const providersOf = ({ origin, name, connections, grantType = 'authorizationCode' }) => [
  {
    id: 'chaos',
    identityProvider: grantType === 'authorizationCode' ? 'oauth2pkce' : 'oauth2',
    grantType,
    parameters:
      grantType === 'authorizationCode'
        ? {
            authorizationUrl: `${origin}/authorize`,
            tokenUrl: `${origin}/token/${name}`,
            clientId: 'chaos',
            clientSecret: new Secret('chaos'),
            scopes: 'read',
          }
        : { tokenUrl: `${origin}/token`, scopes: 'read' },
    connections: Array.from({ length: connections }, (_, i) => ({
      id: `c${i}`,
      parameters: grantType === 'authorizationCode' ? {} : { clientId: 'chaos', clientSecret: new Secret('chaos') },
      accessPolicies: [{ kind: 'gateway', name: 'gateway' }],
    })),
  },
];
