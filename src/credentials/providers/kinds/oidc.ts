import { defineProvider } from '../define-provider.ts';
import { assertionParameters, genericAssertion, genericGrants, target, targetParameters } from '../generic.ts';

export const oidc = defineProvider({
  id: 'oidc',
  displayName: 'OpenID Connect and OAuth 2.0 by discovery',
  docs: 'Any server that publishes its metadata: by OpenID Connect Discovery (`/.well-known/openid-configuration`) or, where that is not found, by RFC 8414 (`/.well-known/oauth-authorization-server`). The metadata must name the same issuer, and is read again every hour.',
  documentation: 'https://openid.net/specs/openid-connect-discovery-1_0.html',
  grantTypes: genericGrants,
  parameters: [
    {
      name: 'issuer',
      title: 'Issuer',
      docs: 'The issuer, exactly as the server writes it.',
      need: 'required',
      format: 'issuer',
      sample: 'https://login.example.com',
    },
    ...targetParameters,
    ...assertionParameters,
  ],
  endpoints: { kind: 'discovered', issuer: '{issuer}' },
  scopes: { separator: 'verbatim' },
  clientAuthentication: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'none'],
  clientAssertionAudience: 'issuer',
  secretOptional: ['authorizationCode', 'jwtBearer'],
  authorizationParameters: target,
  tokenParameters: target,
  assertion: genericAssertion,
});
