import { defineProvider } from '../define-provider.ts';

export const pagerduty = defineProvider({
  id: 'pagerduty',
  displayName: 'PagerDuty',
  docs: 'PagerDuty by scoped OAuth. With `clientCredentials` one scope names the account: `as_account-us.example` for `example.pagerduty.com`, `as_account-eu.example` in the EU region.',
  documentation: 'https://developer.pagerduty.com/docs/oauth-functionality',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: {
    authorization: 'https://identity.pagerduty.com/oauth/authorize',
    token: 'https://identity.pagerduty.com/oauth/token',
  },
  scopes: { need: 'required', sample: 'incidents.read services.read' },
  refreshTokens: { rotate: 'always' },
  hosts: ['api.pagerduty.com', 'api.eu.pagerduty.com'],
});
