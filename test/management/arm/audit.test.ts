import { afterAll, expect, test } from 'vitest';
import { startManagement } from '../support/management.ts';

const api = await startManagement();
afterAll(() => api.close());

test('what is put and deleted through the API is in the audit log, with the principal; what was not there is not', async () => {
  const body = {
    properties: {
      identityProvider: 'oauth2',
      oauth2: {
        grantTypes: { clientCredentials: { tokenUrl: 'https://login.example.com/token' } },
      },
    },
  };
  expect((await api.call('PUT', '/authorizationProviders/crm', { body })).status).toBe(201);
  const headers = { 'if-match': '*' };
  expect((await api.call('DELETE', '/authorizationProviders/crm', { headers })).status).toBe(200);
  expect((await api.call('DELETE', '/authorizationProviders/crm', { headers })).status).toBe(204);
  await api.manager.stop();
  const told = api.log.filter((line) => JSON.stringify(line).includes('"what"')).map((line) => JSON.stringify(line));
  expect(told).toHaveLength(2);
  expect(told[0]).toMatch(/resource-put.*"objectId":"operator".*authorizationProviders\/crm/);
  expect(told[1]).toMatch(/resource-deleted.*"objectId":"operator".*authorizationProviders\/crm/);
});
