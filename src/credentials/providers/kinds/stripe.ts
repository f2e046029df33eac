import { defineProvider } from '../define-provider.ts';

export const stripe = defineProvider({
  id: 'stripe',
  displayName: 'Stripe Connect',
  docs: 'Accounts connected to a Stripe platform. `clientId` is the `ca_…` of the platform, `clientSecret` its secret key. Access tokens last until they are revoked, although there are refresh tokens.',
  documentation: 'https://docs.stripe.com/connect/oauth-reference',
  endpoints: { authorization: 'https://connect.stripe.com/oauth/authorize', token: 'https://connect.stripe.com/oauth/token' },
  scopes: { sample: 'read_write' },
  pkce: false,
  answer: { unstatedLifetime: 'unlimited' },
  refreshTokens: { rotate: 'sometimes' },
  hosts: ['api.stripe.com', 'files.stripe.com'],
});
