import { applications, gatewayAudience, signInClientId } from './oauth/applications.ts';
import type { OAuthServer } from './oauth/server.ts';

/**
 * The variables that the example configuration asks for, `CRM_URL` to `PROJECTS_CLIENT_SECRET`. A real deployment has one OAuth
 * server per backend, so each backend has its own addresses here too.
 */
export function demoEnvironment(
  oauth: Pick<OAuthServer, 'issuer' | 'authorizationUrl' | 'tokenUrl'>,
  services: readonly { readonly name: string; readonly url: string }[],
  clientSecrets: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const variables = applications.flatMap(({ name, clientId, grant }) => {
    const prefix = name.toUpperCase();
    return [
      [`${prefix}_URL`, services.find((service) => service.name === name)?.url ?? ''],
      [`${prefix}_TOKEN_URL`, oauth.tokenUrl],
      [`${prefix}_CLIENT_ID`, clientId],
      [`${prefix}_CLIENT_SECRET`, clientSecrets[clientId] ?? ''],
      ...(grant === 'authorization_code'
        ? [
            [`${prefix}_AUTHORIZATION_URL`, oauth.authorizationUrl],
            [`${prefix}_ISSUER`, oauth.issuer],
          ]
        : []),
    ];
  });
  return {
    ...Object.fromEntries(variables),
    SIGN_IN_ISSUER: oauth.issuer,
    SIGN_IN_AUDIENCE: gatewayAudience,
    SIGN_IN_CLIENT_ID: signInClientId,
    SIGN_IN_CLIENT_SECRET: clientSecrets[signInClientId] ?? '',
  };
}
