import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ReferencedSecret } from '../../../src/credentials/resources/secret-references.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { type Management, startManagement } from '../support/management.ts';

let management: Management;
/** What may be named, by identifier. */
const known = new Map<string, ReferencedSecret>();
const found = (text: string, ...hosts: string[]): ReferencedSecret => ({ kind: 'found', secret: new Secret(text), hosts, at: 1_000 });

beforeAll(async () => {
  management = await startManagement({
    over: {
      references: {
        read: (identifier) => known.get(identifier) ?? { kind: 'absent', why: 'it is not listed', at: 2_000 },
        refresh: () => Promise.resolve(),
      },
    },
  });
});
afterAll(() => management.close());
beforeEach(async () => {
  known.clear();
  known.set('files', found('canary-one', 'login.example'));
  await management.manager.resources.removeProvider('files', { kind: 'none' });
});

const path = '/authorizationProviders/files';
const provider = (over: object = {}, oauth2: object = { keyVault: { secretIdentifier: 'files' } }) => ({
  properties: {
    identityProvider: 'oauth2',
    oauth2: {
      grantTypes: {
        authorizationCode: {
          authorizationUrl: 'https://login.example/auth',
          tokenUrl: 'https://login.example/token',
          clientId: 'c',
          scopes: 'read',
          ...over,
        },
      },
      ...oauth2,
    },
  },
});
const put = (body: object, at = path) => management.call('PUT', at, { body });
const secret = (): string | undefined => {
  const value = management.manager.resources.view.provider('files')?.settings.parameters['clientSecret'];
  return value instanceof Secret ? value.reveal() : value;
};

describe('a secret that a provider names', () => {
  test('is used, told of, and never shown', async () => {
    const made = await put(provider());
    expect(made).toMatchObject({
      status: 201,
      body: {
        properties: {
          oauth2: { keyVault: { secretIdentifier: 'files', lastStatus: { code: 'Success', timeStampUtc: '1970-01-01T00:00:01.000Z' } } },
        },
      },
    });
    expect(JSON.stringify(made.body)).not.toContain('canary');
    expect(secret()).toBe('canary-one');
    // It is in no record.
    const stored = management.manager.resources.view.provider('files')?.origin;
    expect(JSON.stringify(stored)).not.toContain('canary');
  });

  test('is read again when it changes, and when that is asked for', async () => {
    await put(provider());
    known.set('files', found('canary-two', 'login.example'));
    expect((await management.call('POST', `${path}/refreshSecret`)).status).toBe(200);
    expect(secret()).toBe('canary-two');
    known.set('files', found('canary-three', 'login.example'));
    await management.manager.resources.refreshSecrets();
    expect(secret()).toBe('canary-three');
  });

  test('that is gone is said to be, and the provider stays', async () => {
    await put(provider());
    known.delete('files');
    const answer = await management.call('POST', `${path}/refreshSecret`);
    expect(answer).toMatchObject({
      status: 200,
      body: { properties: { oauth2: { keyVault: { lastStatus: { code: 'Failed', message: 'it is not listed' } } } } },
    });
    expect(secret()).toBeUndefined();
  });

  test('stays when a PUT gives neither it nor another, and goes for one that is given', async () => {
    await put(provider());
    expect((await put(provider({ scopes: 'write' }, {}))).body).toMatchObject({
      properties: { oauth2: { keyVault: { secretIdentifier: 'files' } } },
    });
    const given = await put(provider({ clientSecret: 'canary-given' }, {}));
    expect(given.status).toBe(200);
    expect(JSON.stringify(given.body)).not.toContain('keyVault');
    expect(secret()).toBe('canary-given');
    await put(provider());
    expect(secret()).toBe('canary-one');
  });

  test.each<[string, object]>([
    ['one that is not listed', provider({}, { keyVault: { secretIdentifier: 'others' } })],
    ['a host that it may not go to', provider({ tokenUrl: 'https://evil.example/token' })],
    ['a host that only refreshes', provider({ refreshUrl: 'https://evil.example/token' })],
    ['a proxy that hears along', provider({ proxy: 'https://proxy.evil.example' })],
    ['an authority of the caller', provider({ certificateAuthority: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' })],
    ['no identifier', provider({}, { keyVault: {} })],
    ['no map', provider({}, { keyVault: 'files' })],
    ['a file of the gateway', provider({}, { keyVault: { secretIdentifier: '${file:/etc/passwd}' } })],
  ])('is refused for %s', async (_name, body) => {
    const { status, body: answer } = await put(body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect((await management.call('GET', path)).status).toBe(404);
  });

  test('is refused where the secret is a connection’s', async () => {
    const body = {
      properties: {
        identityProvider: 'oauth2',
        oauth2: { grantTypes: { clientCredentials: { tokenUrl: 'https://login.example/token' } }, keyVault: { secretIdentifier: 'files' } },
      },
    };
    expect((await put(body)).status).toBe(400);
  });

  test('does not follow a provider or a connection to another host', async () => {
    await put(provider());
    expect((await put(provider({ tokenUrl: 'https://evil.example/token' }, {}))).status).toBe(400);
    const elsewhere = { properties: { parameters: { tokenUrl: 'https://evil.example/token' } } };
    expect((await put(elsewhere, `${path}/authorizations/org`)).status).toBe(400);
    // Nor while it is not there: it may be back at any time.
    known.delete('files');
    await management.manager.resources.refreshSecrets();
    expect((await put(elsewhere, `${path}/authorizations/org`)).status).toBe(400);
  });

  test('is no longer used when the operator takes a host away', async () => {
    await put(provider());
    known.set('files', found('canary-one', 'other.example'));
    await management.manager.resources.refreshSecrets();
    expect(secret()).toBeUndefined();
  });
});
