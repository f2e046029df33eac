import { defineProvider } from '../define-provider.ts';

export const box = defineProvider({
  id: 'box',
  displayName: 'Box',
  docs: 'Box users by consent, or the service account of an app by `clientCredentials` or `jwtBearer`. A refresh token works once, within 60 days.',
  documentation: 'https://developer.box.com/guides/authentication/oauth2/without-sdk/',
  grantTypes: ['authorizationCode', 'clientCredentials', 'jwtBearer'],
  parameters: [
    {
      name: 'subjectType',
      title: 'Subject type',
      docs: 'Whether `subjectId` is an enterprise, as whose service account the app then acts, or a user.',
      default: 'enterprise',
      values: ['enterprise', 'user'],
      need: { clientCredentials: 'optional', jwtBearer: 'optional' },
    },
    {
      name: 'subjectId',
      title: 'Subject id',
      docs: 'The id of the enterprise or user.',
      need: { clientCredentials: 'required', jwtBearer: 'required' },
      sample: '123456',
    },
  ],
  endpoints: {
    authorization: 'https://account.box.com/api/oauth2/authorize',
    token: 'https://api.box.com/oauth2/token',
    revocation: 'https://api.box.com/oauth2/revoke',
  },
  pkce: false,
  grantParameters: { clientCredentials: { box_subject_type: '{subjectType}', box_subject_id: '{subjectId}' } },
  assertion: {
    issuer: '{clientId}',
    subject: ['{subjectId}'],
    audience: 'token-endpoint',
    // Longer ones are refused.
    lifetimeS: 45,
    scope: 'parameter',
    clientAuthentication: true,
    claims: { box_sub_type: '{subjectType}' },
  },
  refreshTokens: { rotate: 'always', unusedDays: 60 },
  hosts: ['api.box.com', 'upload.box.com'],
});
