import type { ClientMetadata, Configuration, JWK } from 'oidc-provider';
import { applicationOf, applications, type DemoApplication, signInClientId } from './applications.ts';
import { failurePage } from './pages/failure.ts';
import { personOf } from './people.ts';
import { type RecordFile, recordStore } from './records.ts';

/** What the OAuth server is made of. */
export interface OAuthSettings {
  readonly storage: RecordFile;
  readonly secrets: OAuthSecrets;
  /** Where the authorization-code client may send the browser back to. */
  readonly redirectUris: readonly string[];
  /** Where somebody who signed in at the gateway is sent back to. */
  readonly signInRedirectUri: string;
  /** Seconds. */
  readonly accessTokenLife: number;
}

/** Everything here is secret. */
export interface OAuthSecrets {
  /** By client id. */
  readonly clientSecrets: Readonly<Record<string, string>>;
  readonly cookieKey: string;
  /** A private JWK for RS256. */
  readonly signingKey: JWK;
}

const minute = 60;
const day = 24 * 60 * minute;

function client(application: DemoApplication, settings: OAuthSettings): ClientMetadata {
  const base: ClientMetadata = {
    client_id: application.clientId,
    client_secret: settings.secrets.clientSecrets[application.clientId],
    client_name: 'Fedpass',
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
  };
  if (application.grant === 'client_credentials') return base;
  return {
    ...base,
    redirect_uris: [...settings.redirectUris],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
  };
}

const signInClient = ({ secrets, signInRedirectUri }: OAuthSettings): ClientMetadata => ({
  client_id: signInClientId,
  client_secret: secrets.clientSecrets[signInClientId],
  client_name: 'Fedpass',
  redirect_uris: [signInRedirectUri],
  response_types: ['code'],
  grant_types: ['authorization_code'],
});

/** The OAuth server's configuration. Every default that the library advises to change is changed, so that it prints nothing. */
export function oauthConfiguration(settings: OAuthSettings): Configuration {
  return {
    adapter: recordStore(settings.storage),
    clients: [...applications.map((application) => client(application, settings)), signInClient(settings)],
    jwks: { keys: [settings.secrets.signingKey] },
    cookies: {
      // Cookies are shared between the ports of a host: names of our own keep clear of whatever else runs on loopback.
      names: { session: 'demo_session', interaction: 'demo_interaction', resume: 'demo_resume' },
      // A path that nothing is at, so that no session comes back: the demo asks every time who is there. One that came back would go with
      // the question of whoever connects something right after signing in, and be over before the answer.
      long: { path: '/no-session' },
      keys: [settings.secrets.cookieKey],
    },
    scopes: ['openid', 'offline_access'],
    pkce: { required: (_context, asking) => asking.grantTypeAllowed('authorization_code') },
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_context, asking, token) => token.clientId === asking.clientId },
      resourceIndicators: {
        enabled: true,
        // A client that names no resource gets tokens for the backend it is registered for, as most SaaS providers do.
        defaultResource: (_context, asking) => applicationOf(asking.clientId)?.audience ?? [],
        useGrantedResource: () => true,
        async getResourceServerInfo(_context, indicator, asking) {
          const { errors } = await import('oidc-provider');
          const application = applicationOf(asking.clientId);
          if (application?.audience !== indicator) throw new errors.InvalidTarget();
          return {
            audience: application.audience,
            scope: application.scopes.map((scope) => scope.name).join(' '),
            accessTokenFormat: 'jwt',
            accessTokenTTL: settings.accessTokenLife,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    issueRefreshToken: (_context, asking) => asking.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    ttl: {
      AccessToken: settings.accessTokenLife,
      ClientCredentials: settings.accessTokenLife,
      AuthorizationCode: minute,
      RefreshToken: 14 * day,
      Grant: 14 * day,
      IdToken: 10 * minute,
      Interaction: 10 * minute,
      // Nobody comes back to one: see the cookies.
      Session: 1,
    },
    findAccount: (_context, id) => {
      const person = personOf(id);
      return person === undefined ? undefined : { accountId: person.id, claims: () => ({ sub: person.id, name: person.name }) };
    },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    renderError(context, out) {
      const page = failurePage(out.error, out.error_description);
      context.set(page.headers);
      context.body = page.html;
    },
  };
}
