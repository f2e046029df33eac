import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applications } from '../../../src/dev/oauth/applications.ts';
import { insecure, newSecrets, type Running, runOAuth } from './running.ts';

let running: Running;
const secrets = await newSecrets();

beforeAll(async () => {
  running = await runOAuth(secrets);
});
afterAll(() => running.server.close());

const machines = applications.filter(({ grant }) => grant === 'client_credentials');
const secretOf = (clientId: string): string => secrets.clientSecrets[clientId] ?? '';

async function fetchToken(clientId: string, auth: oauth.ClientAuth, parameters: Record<string, string>): Promise<Response> {
  return oauth.clientCredentialsGrantRequest(running.metadata, { client_id: clientId }, auth, parameters, insecure);
}

describe.each(machines)('client credentials of $name', (application) => {
  test.each([
    ['basic', oauth.ClientSecretBasic],
    ['post', oauth.ClientSecretPost],
  ])('gives a JWT for its audience, with client_secret_%s', async (_name, auth) => {
    const client = { client_id: application.clientId };
    const response = await fetchToken(application.clientId, auth(secretOf(application.clientId)), { scope: application.requiredScope });
    const answer = await oauth.processClientCredentialsResponse(running.metadata, client, response);
    expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: application.requiredScope });
    expect(answer.refresh_token).toBeUndefined();
    const keys = createRemoteJWKSet(new URL(running.server.jwksUrl));
    const { payload, protectedHeader } = await jwtVerify(answer.access_token, keys, { issuer: running.server.issuer });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(payload).toMatchObject({ aud: application.audience, sub: application.clientId, scope: application.requiredScope });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(payload.jti).toBeTypeOf('string');
  });

  test('takes the resource parameter (RFC 8707) for its own backend, and for no other', async () => {
    const auth = oauth.ClientSecretBasic(secretOf(application.clientId));
    const scope = application.requiredScope;
    for (const { audience } of applications) {
      const response = await fetchToken(application.clientId, auth, { scope, resource: audience });
      if (audience === application.audience) expect(response.status).toBe(200);
      else expect(await response.json()).toMatchObject({ error: 'invalid_target' });
    }
  });

  test.each([
    ['a wrong secret', (): oauth.ClientAuth => oauth.ClientSecretBasic('wrong'), 401, 'invalid_client'],
    ['no secret', (): oauth.ClientAuth => oauth.None(), 401, 'invalid_client'],
  ])('refuses %s', async (_what, auth, status, error) => {
    const response = await fetchToken(application.clientId, auth(), { scope: application.requiredScope });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  test("leaves out a scope that is another backend's", async () => {
    const response = await fetchToken(application.clientId, oauth.ClientSecretBasic(secretOf(application.clientId)), {
      scope: `${application.requiredScope} projects.read`,
    });
    expect(await response.json()).toMatchObject({ scope: application.requiredScope });
  });
});

test('the counter tells clients apart, and counts refusals', async () => {
  const read = async (): Promise<unknown> => (await fetch(running.server.statsUrl)).json();
  const fresh = await runOAuth(secrets);
  running.server.close();
  running = fresh;
  expect(await read()).toEqual({ tokenRequests: 0, byClient: {} });
  for (const secret of ['secret-of-crm', 'wrong']) await fetchToken('fedpass-crm', oauth.ClientSecretBasic(secret), { scope: 'crm.read' });
  await fetchToken('fedpass-billing', oauth.ClientSecretBasic('secret-of-billing'), { scope: 'billing.read' });
  await fetchToken('nobody', oauth.ClientSecretBasic('x'), {});
  expect(await read()).toEqual({ tokenRequests: 4, byClient: { 'fedpass-crm': 2, 'fedpass-billing': 1, unknown: 1 } });
});
