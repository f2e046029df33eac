import { leaksOf } from '../flow/leaks.ts';
import { defineRule, finding } from '../lint/define.ts';

const stored = finding(
  '{what} is stored in the cache that all requests share',
  'get it with <get-authorization-context>, which keeps tokens sealed and renews them',
);
const asKey = finding('{what} is part of the key of a cache entry', 'use a digest of it, or the subject of the token');

export default defineRule({
  code: 'credential/token-in-cache',
  severity: 'warning',
  summary: 'A token is stored in the cache, or is part of a cache key.',
  why: 'The cache is shared by all requests and, with Redis, by everything else that may read that server. A token in it is a token at rest without encryption, and an entry whose key does not name the user hands one user’s token to the next. `get-authorization-context` caches tokens where nobody else reads them. A key is no better place: keys stand in the logs and statistics of the cache.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<cache-store-value key="crm-token" value="@(«((Authorization)context.Variables["auth"]).AccessToken»)" duration="300" />`,
      },
      {
        title: 'A token that was fetched by hand is a token, too.',
        xml: `<send-request mode="new" response-variable-name="answer">
  <set-url>https://login.example.com/token</set-url>
  <set-method>POST</set-method>
</send-request>
<cache-store-value key="token" value="@((string)«((IResponse)context.Variables["answer"]).Body.As<JObject>()["access_token"]»)" duration="300" />`,
      },
      {
        xml: `<cache-lookup-value key="@("profile-" + «context.Request.Headers.GetValueOrDefault("Authorization", "")»)" variable-name="profile" />
<set-header name="X-Profile"><value>@((string)context.Variables.GetValueOrDefault("profile"))</value></set-header>`,
      },
    ],
    good: [
      {
        xml: '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />',
      },
      {
        xml: `<cache-lookup-value key="@("profile-" + context.User.Id)" variable-name="profile" />
<set-header name="X-Profile"><value>@((string)context.Variables.GetValueOrDefault("profile"))</value></set-header>`,
      },
    ],
  },
  messages: { stored, asKey },
  check({ flow, report }) {
    for (const { origin, span } of leaksOf(flow, 'cache', ['token', 'authorization', 'client-credential']))
      report(stored, span, { what: origin.what });
    for (const { origin, span } of leaksOf(flow, 'cache-key', ['token', 'authorization', 'client-credential']))
      report(asKey, span, { what: origin.what });
  },
});
