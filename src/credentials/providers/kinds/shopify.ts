import { defineProvider } from '../define-provider.ts';

export const shopify = defineProvider({
  id: 'shopify',
  displayName: 'Shopify',
  docs: 'One shop. Consents ask for offline tokens that expire (1 hour, with a refresh token of 90 days), as Shopify demands of public apps; `expiring=0` in `tokenParameters` asks for the others. Its APIs want the token in `X-Shopify-Access-Token`, not in `Authorization`. `clientCredentials` is for apps in shops of the organisation that made them.',
  documentation: 'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  parameters: [
    {
      name: 'shop',
      title: 'Shop',
      docs: 'The name of the shop: `example` for `example.myshopify.com`.',
      need: 'required',
      format: 'label',
      sample: 'example',
    },
  ],
  endpoints: {
    authorization: 'https://{shop}.myshopify.com/admin/oauth/authorize',
    token: 'https://{shop}.myshopify.com/admin/oauth/access_token',
  },
  scopes: { separator: ',', sample: 'read_products read_orders' },
  pkce: false,
  grantParameters: { authorizationCode: { expiring: '1' } },
  answer: { unstatedLifetime: 'unlimited' },
  refreshTokens: { rotate: 'always', unusedDays: 90 },
  hosts: ['{shop}.myshopify.com'],
});
