import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { authorizationUrl } from '../../../src/credentials/grants/authorization-code.ts';
import type { ParameterValues } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { ask, client, type Way } from '../support/asking.ts';
import { testKey } from '../support/keys.ts';
import { located } from '../support/token-clients.ts';

const basic = `Basic ${btoa('the-client:the-secret')}`;
const posted = { client_id: 'the-client', client_secret: 'the-secret' };
const code = { grant_type: 'authorization_code', code: 'the-code', redirect_uri: 'https://us.example/cb' };
const key = { privateKey: new Secret(testKey.pem) };

describe('what is asked', () => {
  test.each<[Way, string, ParameterValues, string, object, string | undefined]>([
    ['code', 'github', {}, 'https://github.com/login/oauth/access_token', { ...code, ...posted, code_verifier: 'the-verifier' }, undefined],
    [
      'code',
      'github',
      { host: 'ghe.example.com' },
      'https://ghe.example.com/login/oauth/access_token',
      { ...code, ...posted, code_verifier: 'the-verifier' },
      undefined,
    ],
    ['code', 'linkedin', {}, 'https://www.linkedin.com/oauth/v2/accessToken', { ...code, ...posted }, undefined],
    ['code', 'notion', {}, 'https://api.notion.com/v1/oauth/token', code, basic],
    [
      'code',
      'shopify',
      { shop: 'example' },
      'https://example.myshopify.com/admin/oauth/access_token',
      { ...code, ...posted, expiring: '1' },
      undefined,
    ],
    [
      'code',
      'shopify',
      { shop: 'example', tokenParameters: 'expiring=0' },
      'https://example.myshopify.com/admin/oauth/access_token',
      { ...code, ...posted, expiring: '0' },
      undefined,
    ],
    [
      'refresh',
      'shopify',
      { shop: 'example' },
      'https://example.myshopify.com/admin/oauth/access_token',
      { grant_type: 'refresh_token', refresh_token: 'the-refresh-token', ...posted },
      undefined,
    ],
    [
      'refresh',
      'figma',
      {},
      'https://api.figma.com/v1/oauth/refresh',
      { grant_type: 'refresh_token', refresh_token: 'the-refresh-token' },
      basic,
    ],
    [
      'refresh',
      'aad',
      { resourceUri: 'https://graph.example' },
      'https://login.windows.net/common/oauth2/token',
      { grant_type: 'refresh_token', refresh_token: 'the-refresh-token', resource: 'https://graph.example', ...posted },
      undefined,
    ],
    [
      'refresh',
      'monday',
      {},
      'https://auth.monday.com/oauth_ms/oauth/token',
      { grant_type: 'refresh_token', refresh_token: 'the-refresh-token', ...posted },
      undefined,
    ],
    ['code', 'twitter', { scopes: 'x' }, 'https://api.twitter.com/2/oauth2/token', { ...code, code_verifier: 'the-verifier' }, basic],
    [
      'clientCredentials',
      'zoom',
      { accountId: 'a1' },
      'https://zoom.us/oauth/token',
      { grant_type: 'account_credentials', account_id: 'a1' },
      basic,
    ],
    [
      'clientCredentials',
      'box',
      { subjectId: '7' },
      'https://api.box.com/oauth2/token',
      { grant_type: 'client_credentials', box_subject_type: 'enterprise', box_subject_id: '7', ...posted },
      undefined,
    ],
    [
      'clientCredentials',
      'auth0',
      { domain: 'example.eu.auth0.com', audience: 'urn:api' },
      'https://example.eu.auth0.com/oauth/token',
      { grant_type: 'client_credentials', audience: 'urn:api', ...posted },
      undefined,
    ],
    [
      'clientCredentials',
      'entra',
      { tenantId: 'contoso.example', scopes: 's/.default' },
      'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
      { grant_type: 'client_credentials', scope: 's/.default', ...posted },
      undefined,
    ],
    [
      'clientCredentials',
      'salesforce',
      { host: 'example.my.salesforce.com' },
      'https://example.my.salesforce.com/services/oauth2/token',
      { grant_type: 'client_credentials', ...posted },
      undefined,
    ],
    [
      'onBehalfOf',
      'entra',
      { tenantId: 't1', scopes: 'User.Read' },
      'https://login.microsoftonline.com/t1/oauth2/v2.0/token',
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: 'the-token-of-the-caller',
        requested_token_use: 'on_behalf_of',
        scope: 'User.Read',
        ...posted,
      },
      undefined,
    ],
    [
      'tokenExchange',
      'okta',
      { issuer: 'https://example.okta.com/oauth2/default', scopes: 'api', audience: 'api://x' },
      'https://example.okta.com/oauth2/default/v1/token',
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: 'the-token-of-the-caller',
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        scope: 'api',
        audience: 'api://x',
      },
      basic,
    ],
  ])('%s at %s %j', async (way, id, parameters, url, body, authorization) => {
    const asked = await ask(way, id, parameters);
    expect(asked.request.url).toBe(url);
    expect(asked.body).toEqual(body);
    expect(asked.request.headers['authorization']).toBe(authorization);
    expect(asked.request.headers['content-type']).toBe(
      ['notion', 'zendesk', 'monday'].includes(id) ? 'application/json' : 'application/x-www-form-urlencoded;charset=UTF-8',
    );
  });

  test.each<[string, ParameterValues, object]>([
    [
      'google',
      { scopes: 'https://www.googleapis.com/auth/drive' },
      { scope: 'https://www.googleapis.com/auth/drive', access_type: 'offline', prompt: 'consent' },
    ],
    [
      'google',
      { scopes: 'x', authorizationParameters: 'prompt=none&login_hint=a%40b.example&client_id=evil' },
      { access_type: 'offline', prompt: 'none', login_hint: 'a@b.example', client_id: 'the-client' },
    ],
    ['dropbox', {}, { token_access_type: 'offline' }],
    [
      'atlassian',
      { scopes: 'read:jira-work offline_access' },
      { audience: 'api.atlassian.com', prompt: 'consent', scope: 'read:jira-work offline_access' },
    ],
    ['notion', {}, { owner: 'user' }],
    ['slack', { scopes: 'chat:write, channels:read' }, { scope: 'chat:write,channels:read' }],
    ['slackuser', { scopes: 'search:read users:read' }, { user_scope: 'search:read,users:read' }],
    ['linear', { scopes: 'read issues:create' }, { scope: 'read,issues:create' }],
    ['shopify', { shop: 'example', scopes: 'read_products read_orders' }, { scope: 'read_products,read_orders' }],
    ['aad', { resourceUri: 'https://graph.example' }, { resource: 'https://graph.example' }],
    ['auth0', { domain: 'example.auth0.com', audience: 'urn:api' }, { audience: 'urn:api' }],
    [
      'oauth2',
      { authorizationUrl: 'https://as.example/auth?fixed=1', tokenUrl: 'https://as.example/t', scopes: ' a,b c ' },
      { fixed: '1', scope: 'a,b c' },
    ],
  ])('consent at %s %j', async (id, parameters, expected) => {
    const at = { state: 'the-state', redirectUri: 'https://us.example/cb', verifier: undefined };
    const url = new URL((await authorizationUrl(await located(client(id, 'authorizationCode', parameters)), at)) ?? '');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'the-client',
      state: 'the-state',
      ...expected,
    });
    expect([...url.searchParams.keys()]).toHaveLength(new Set(url.searchParams.keys()).size);
    expect(url.searchParams.has(id === 'slackuser' ? 'scope' : 'user_scope')).toBe(false);
  });

  test('several resources are one parameter each, with everything that asks for tokens', async () => {
    const parameters = { tokenUrl: 'https://as.example/t', authorizationUrl: 'https://as.example/a', resource: 'https://a.example  urn:b' };
    for (const way of ['code', 'refresh', 'clientCredentials', 'tokenExchange'] as const) {
      const { request } = await ask(way, 'oauth2', parameters);
      expect(new URLSearchParams(request.body).getAll('resource')).toEqual(['https://a.example', 'urn:b']);
    }
  });
});

describe('assertions of service accounts', () => {
  test.each<[string, ParameterValues, object, number, object]>([
    ['google', { scopes: 'a b' }, { iss: 'the-client', aud: 'https://oauth2.googleapis.com/token', scope: 'a b' }, 300, {}],
    [
      'servicenow',
      { instanceName: 'example', subject: 'u' },
      { iss: 'the-client', sub: 'u', aud: 'https://example.service-now.com/oauth_token.do' },
      300,
      posted,
    ],
    ['google', { scopes: 'a', subject: 'alice@example.com' }, { iss: 'the-client', sub: 'alice@example.com' }, 300, {}],
    [
      'salesforce',
      { subject: 'user@example.com' },
      { iss: 'the-client', sub: 'user@example.com', aud: 'https://login.salesforce.com' },
      180,
      {},
    ],
    ['salesforce', { subject: 'u', jwtAudience: 'https://test.salesforce.com' }, { aud: 'https://test.salesforce.com' }, 180, {}],
    [
      'docusign',
      { subject: 'u1', scopes: 'signature impersonation', host: 'account-d.docusign.com' },
      { iss: 'the-client', sub: 'u1', aud: 'account-d.docusign.com', scope: 'signature impersonation' },
      300,
      {},
    ],
    [
      'box',
      { subjectId: '7', subjectType: 'user' },
      { iss: 'the-client', sub: '7', box_sub_type: 'user', aud: 'https://api.box.com/oauth2/token' },
      45,
      posted,
    ],
    [
      'oauth2',
      { tokenUrl: 'https://as.example/t', scopes: 'read', clientSecret: '' },
      { iss: 'the-client', sub: 'the-client', aud: 'https://as.example/t' },
      300,
      { client_id: 'the-client', scope: 'read' },
    ],
  ])('%s %j', async (id, parameters, claims, lifetime, more) => {
    const { body } = await ask('jwtBearer', id, { ...key, ...parameters });
    const { assertion, grant_type: grant, ...rest } = body;
    expect(grant).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const payload = decodeJwt(String(assertion));
    expect(payload).toMatchObject(claims);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(lifetime);
    expect(payload.jti).toMatch(/^[\w-]{22}$/);
    expect(rest).toEqual(more);
  });

  test('Google: none but itself without a subject', async () => {
    const { body } = await ask('jwtBearer', 'google', { ...key, scopes: 'a' });
    expect(decodeJwt(String(body['assertion']))).not.toHaveProperty('sub');
  });
});
