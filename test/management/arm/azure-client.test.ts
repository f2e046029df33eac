import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { asGateway } from '../../credentials/support/manager.ts';
import { hasChromium, startChromium } from '../../support/chromium.ts';
import { startOAuthServer, type TestOAuthServer } from '../../support/oauth-server.ts';
import { base, type Management, RETURN_TO, startManagement } from '../support/management.ts';

const group = 'platform';
const service = 'fedpass';
let management: Management;
let server: TestOAuthServer;
/** What the vault has, and what was read of it. */
let vaultSecret = 'canary-first-secret';
let readSecret = '';

beforeAll(async () => {
  management = await startManagement({
    over: {
      references: {
        read: () => ({ kind: 'found', secret: new Secret(readSecret), hosts: ['127.0.0.1', 'localhost'], at: 0 }),
        refresh: async () => {
          readSecret = vaultSecret;
        },
      },
    },
  });
  server = await startOAuthServer({
    clients: [
      {
        client_id: 'files-client',
        client_secret: 'canary-client-secret',
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        redirect_uris: [`${management.gatewayUrl}/oauth/callback/files`],
        response_types: ['code'],
      },
    ],
  });
});
afterAll(async () => {
  await management.close();
  await server.close();
});

const filesProvider = () => ({
  displayName: 'Files',
  identityProvider: 'oauth2pkce',
  oauth2: {
    redirectUrl: 'https://evil.example/callback',
    grantTypes: {
      authorizationCode: {
        authorizationUrl: server.authorizationUrl,
        tokenUrl: server.tokenUrl,
        clientId: 'files-client',
        clientSecret: 'canary-client-secret',
        scopes: 'openid offline_access read',
      },
    },
  },
});

describe("Azure's own client, unmodified, over TLS", () => {
  test.runIf(hasChromium())('provider, connection, access policy, login link, consent in a browser, Connected, query, delete', async () => {
    const azure = management.client();
    const made = await azure.authorizationProvider.createOrUpdate(group, service, 'files', filesProvider());
    expect(made).toMatchObject({ name: 'files', identityProvider: 'oauth2pkce', eTag: '"1"' });
    expect(made.oauth2?.redirectUrl).toBe(`${management.gatewayUrl}/oauth/callback/files`);
    expect(made.oauth2?.grantTypes?.authorizationCode).not.toHaveProperty('clientSecret');

    const connection = await azure.authorization.createOrUpdate(group, service, 'files', 'org', {
      authorizationType: 'OAuth2',
      oAuth2GrantType: 'AuthorizationCode',
    });
    expect(connection).toMatchObject({ name: 'org', status: 'Error', error: { code: 'Unauthenticated' } });

    const { objectId, tenantId } = management.identity;
    const policy = await azure.authorizationAccessPolicy.createOrUpdate(group, service, 'files', 'org', 'gateway', { objectId, tenantId });
    expect(policy).toMatchObject({ name: 'gateway', objectId, tenantId });
    await expect(management.manager.get(asGateway('files'))).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });

    const { loginLink = '' } = await azure.authorizationLoginLinks.post(group, service, 'files', 'org', {
      postLoginRedirectUrl: RETURN_TO,
    });
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      const reached = page.waitForRequest((request) => request.url().startsWith(RETURN_TO));
      await page.goto(loginLink).catch(() => undefined);
      const consentCode = new URL((await reached).url()).searchParams.get('code') ?? '';
      // Until whoever asked for the link confirms it, nothing is connected.
      expect((await azure.authorization.get(group, service, 'files', 'org')).status).toBe('Error');
      await azure.authorization.confirmConsentCode(group, service, 'files', 'org', { consentCode });
    } finally {
      await browser.close();
    }

    expect((await azure.authorization.get(group, service, 'files', 'org')).status).toBe('Connected');
    expect((await management.manager.get(asGateway('files'))).accessToken.reveal()).not.toBe('');

    await azure.authorizationProvider.delete(group, service, 'files', '*');
    await expect(azure.authorization.get(group, service, 'files', 'org')).rejects.toMatchObject({ statusCode: 404 });
    await expect(management.manager.get(asGateway('files'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    expect(management.removed).toHaveLength(1);
    expect(management.removed[0]).toMatchObject({ id: { provider: 'files', connection: 'org' }, record: { state: { phase: 'ready' } } });
    expect(management.removed[0]?.target?.client.clientId).toBe('files-client');
  });

  test('client credentials: connected at once, with what the connection brings', async () => {
    const azure = management.client();
    await azure.authorizationProvider.createOrUpdate(group, service, 'crm', {
      identityProvider: 'oauth2',
      oauth2: { grantTypes: { clientCredentials: { tokenUrl: server.tokenUrl, scopes: 'read' } } },
    });
    const made = await azure.authorization.createOrUpdate(group, service, 'crm', 'org', {
      authorizationType: 'OAuth2',
      oAuth2GrantType: 'ClientCredentials',
      parameters: { clientId: 'files-client', clientSecret: 'canary-client-secret' },
    });
    expect(made).toMatchObject({ status: 'Connected', parameters: { clientId: 'files-client' } });
    expect(JSON.stringify(made)).not.toContain('canary');
    await azure.authorizationAccessPolicy.createOrUpdate(group, service, 'crm', 'org', 'gateway', { ...management.identity });
    const token = await management.manager.get(asGateway('crm'));
    expect(token.claims['token_type']).toBe('Bearer');
    // A PUT without the secret keeps it.
    await azure.authorization.createOrUpdate(group, service, 'crm', 'org', { parameters: { clientId: 'files-client' } });
    management.manager.invalidate({ provider: 'crm', connection: 'org', token });
    await expect(management.manager.get(asGateway('crm'))).resolves.toMatchObject({ generation: 2 });
  });

  test('lists go on over pages, counted where ARM counts, by addresses of ours', async () => {
    const azure = management.client();
    await azure.authorizationProvider.createOrUpdate(group, service, 'paged', filesProvider());
    for (const id of ['a', 'b', 'c', 'd', 'e']) await azure.authorization.createOrUpdate(group, service, 'paged', id, {});
    const all: (string | undefined)[] = [];
    const pages: number[] = [];
    for await (const page of azure.authorization.listByAuthorizationProvider(group, service, 'paged', { top: 2 }).byPage()) {
      pages.push(page.length);
      all.push(...page.map(({ name }) => name));
    }
    expect(all).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(pages).toEqual([2, 2, 1]);
    const some: (string | undefined)[] = [];
    for await (const { name } of azure.authorization.listByAuthorizationProvider(group, service, 'paged', {
      filter: "name ge 'b' and name lt 'e'",
      top: 1,
    }))
      some.push(name);
    expect(some).toEqual(['b', 'c', 'd']);
    const names: (string | undefined)[] = [];
    for await (const { name } of azure.authorizationProvider.listByService(group, service, { filter: "displayName eq 'Files'" }))
      names.push(name);
    expect(names).toContain('paged');
    const policies: unknown[] = [];
    for await (const policy of azure.authorizationAccessPolicy.listByAuthorization(group, service, 'paged', 'a')) policies.push(policy);
    expect(policies).toEqual([]);
  });

  test('entity tags: stale ones change nothing, and deleting what is gone is fine', async () => {
    const azure = management.client();
    await azure.authorizationProvider.createOrUpdate(group, service, 'tagged', filesProvider());
    const first = await azure.authorization.createOrUpdate(group, service, 'tagged', 'org', {});
    const second = await azure.authorization.createOrUpdate(group, service, 'tagged', 'org', {}, { ifMatch: first.eTag ?? '' });
    expect(second.eTag).not.toBe(first.eTag);
    await expect(
      azure.authorization.createOrUpdate(group, service, 'tagged', 'org', {}, { ifMatch: first.eTag ?? '' }),
    ).rejects.toMatchObject({
      statusCode: 412,
      code: 'PreconditionFailed',
    });
    await expect(azure.authorization.delete(group, service, 'tagged', 'org', first.eTag ?? '')).rejects.toMatchObject({ statusCode: 412 });
    await azure.authorizationAccessPolicy.createOrUpdate(group, service, 'tagged', 'org', 'p', { objectId: 'o', tenantId: 't' });
    // What is made below a connection does not change the connection itself.
    await azure.authorization.delete(group, service, 'tagged', 'org', second.eTag ?? '');
    await azure.authorization.delete(group, service, 'tagged', 'org', '*');
    await azure.authorizationAccessPolicy.delete(group, service, 'tagged', 'org', 'p', '*');
    await azure.authorizationProvider.delete(group, service, 'nobody', '*');
  });

  test('by sendRequest(): kinds of identity providers, a secret by reference, and reading it anew', async () => {
    const azure = management.client();
    const request = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => {
      const { status, bodyAsText } = await azure.sendRequest(
        createPipelineRequest({
          method,
          url: `${management.url}${base}${path}?api-version=2025-03-01-preview`,
          ...(body === undefined ? {} : { body: JSON.stringify(body), headers: createHttpHeaders({ 'content-type': 'application/json' }) }),
        }),
      );
      return { status, body: JSON.parse(bodyAsText ?? '') as object };
    };
    const kinds = await request('GET', '/authorizationIdentityProviders');
    expect(kinds).toMatchObject({ status: 200, body: { nextLink: '' } });
    const github = await request('GET', '/authorizationIdentityProviders/github');
    const parameters = { clientSecret: { type: 'securestring' } };
    expect(github).toMatchObject({
      status: 200,
      body: { name: 'github', properties: { oauth2: { grantTypes: { authorizationCode: parameters } } } },
    });

    const keyVault = { secretIdentifier: 'https://contoso.vault.azure.net/secrets/files' };
    const { oauth2 } = filesProvider();
    const { clientSecret: _, ...authorizationCode } = oauth2.grantTypes.authorizationCode;
    const properties = { ...filesProvider(), oauth2: { grantTypes: { authorizationCode }, keyVault } };
    const made = await request('PUT', '/authorizationProviders/referenced', { properties });
    expect(made).toMatchObject({
      status: 201,
      body: { properties: { oauth2: { keyVault: { ...keyVault, lastStatus: { code: 'Success' } } } } },
    });
    vaultSecret = 'canary-second-secret';
    const renewed = await request('POST', '/authorizationProviders/referenced/refreshSecret');
    expect(renewed.status).toBe(200);
    const { parameters: own = {} } = management.manager.resources.view.provider('referenced')?.settings ?? {};
    expect(own['clientSecret'] instanceof Secret && own['clientSecret'].reveal()).toBe('canary-second-secret');
    expect(JSON.stringify([made, renewed])).not.toContain('canary');
  });

  test('beside its operations: kinds of identity providers, and the identity of the service', async () => {
    const azure = management.client();
    const service = await azure.apiManagementService.get(group, 'fedpass');
    expect(service.identity).toMatchObject({ principalId: management.identity.objectId, tenantId: management.identity.tenantId });
    const { body } = await management.call('GET', '/authorizationIdentityProviders');
    expect((body as { value: { name: string }[] }).value.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['aad', 'github', 'oauth2', 'servicenow']),
    );
    const one = await management.call('GET', '/authorizationidentityproviders/ServiceNow');
    expect(one.body).toMatchObject({
      id: `${base}/authorizationIdentityProviders/servicenow`,
      properties: {
        oauth2: {
          grantTypes: {
            authorizationCode: { instanceName: { type: 'string', uidefinition: { atAuthorizationProviderLevel: 'REQUIRED' } } },
            clientCredentials: { clientSecret: { type: 'securestring', uidefinition: { atAuthorizationProviderLevel: 'HIDDEN' } } },
          },
        },
      },
    });
  });
});
