import { afterAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import { connectionRecord, orphanRecord } from '../../../src/credentials/store/keys.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { holdingTransport } from '../support/disturbances.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { type Answer, json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
/** What came to the revocation endpoint, and how it answers, one after the other; then 200. */
const revoked: URLSearchParams[] = [];
const answers: Answer[] = [];
beforeEach(() => {
  const provider = rotatingProvider();
  revoked.length = 0;
  answers.length = 0;
  endpoint.answer((response, seen) => {
    if (!seen.url.startsWith('/revoke')) return provider.answer(response, seen);
    revoked.push(seen.form);
    return (answers.shift() ?? json({}))(response, seen);
  });
});

const files = codeProvider(endpoint.origin, {
  identityProvider: 'oauth2',
  parameters: {
    authorizationUrl: `${endpoint.origin}/auth`,
    tokenUrl: `${endpoint.origin}/token`,
    revocationUrl: `${endpoint.origin}/revoke`,
    clientId: 'files-client',
    clientSecret: new Secret('canary-client-secret'),
    scopes: 'read',
  },
});
const at = asGateway('files');
const id = { provider: 'files', connection: 'org' };
const redisUrl = inject('redisUrl');
let count = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `revoke-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];
const patience = { timeout: 20_000, interval: 50 };
const tokens = (): (string | null)[] => revoked.map((form) => form.get('token'));

describe.each(stores)('revoking on %s', (_, open) => {
  test('what is disconnected is revoked, the refresh token first, and asked for no more', async () => {
    const desk = await bench(open);
    const one = await desk.manager([files]);
    await consentTo(one, 'files', straightBack);
    await one.get(at);
    expect(await one.disconnect({ provider: 'files', connection: 'org' })).toBe(true);
    expect(await one.disconnect({ provider: 'files', connection: 'org' })).toBe(false);
    await vi.waitFor(() => expect(one.peek(at)).toBeUndefined(), patience);
    await expect(one.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
    expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'unauthorized' }, consentEpoch: 2 });
    await vi.waitFor(async () => expect((await desk.store.list('revocation/')).keys).toEqual([]), patience);
    expect(tokens()).toEqual(['canary-refresh-1', 'canary-access-1']);
    expect(revoked.map((form) => form.get('token_type_hint'))).toEqual(['refresh_token', 'access_token']);
    expect(revoked[0]?.get('client_secret')).toBe('canary-client-secret');
  });

  test('an order outlives the provider settings and the process, and waits after a failure', async () => {
    const desk = await bench(open);
    const one = await desk.manager([files]);
    await consentTo(one, 'files', straightBack);
    answers.push(json({}, 503));
    await one.disconnect({ provider: 'files', connection: 'org' });
    await one.stop();
    const two = await desk.manager([]);
    await vi.waitFor(() => expect(desk.lines.join()).toContain('could not be revoked yet'), patience);
    const [key = ''] = (await desk.store.list('revocation/')).keys;
    expect((await desk.store.read(key)).value).not.toMatch(/canary/);
    expect(tokens()).toEqual(['canary-refresh-1']);
    await two.stop();
  });

  test('R2: a late answer to a connection that was disconnected meanwhile is revoked', async () => {
    const desk = await bench(open);
    const { transport, back } = holdingTransport();
    const one = await desk.manager([files], { transport });
    await consentTo(one, 'files', straightBack);
    desk.clock.advance(3_600_000);
    const waiting = one.get(at).catch((error: unknown) => error);
    await back.reached;
    await one.disconnect({ provider: 'files', connection: 'org' });
    back.open();
    expect(await waiting).toMatchObject({ code: 'CONNECTION_REQUIRED' });
    await vi.waitFor(() => expect(tokens()).toContain('canary-refresh-2'), patience);
    // The other order as well: what is still to come would come into the next test.
    await vi.waitFor(async () => expect((await desk.store.list('revocation/')).keys).toEqual([]), patience);
    expect((await desk.store.read(orphanRecord(id).key)).value).toBeUndefined();
    expect((await desk.store.read(connectionRecord(id).key)).value).toBeDefined();
    await vi.waitFor(async () => expect((await desk.store.list('revocation/')).keys).toEqual([]), patience);
    await one.stop();
  });
});

/** As far as the page that asks whether the account is the right one. */
async function consentWaiting(manager: CredentialManager) {
  const link = await manager.consentUrl('files', 'org');
  if (link.kind !== 'link') throw new Error(link.kind);
  const start = await manager.startConsent(new URL(link.url.reveal()).searchParams.get('link') ?? '');
  if (start.kind !== 'redirect') throw new Error(start.kind);
  const browser = start.browser.reveal();
  const finish = await manager.finishConsent({ parameters: (await straightBack(start.location.reveal())).searchParams, browser });
  if (finish.kind !== 'confirm') throw new Error(finish.kind);
  return { code: finish.code.reveal(), by: { kind: 'browser', secret: browser } } as const;
}

describe('tokens that wait for a confirmation', () => {
  test('are revoked when nobody confirms them in time', async () => {
    const desk = await bench();
    const one = await desk.manager([files]);
    const confirmation = await consentWaiting(one);
    expect((await desk.store.list('revocation/')).keys).toHaveLength(1);
    desk.clock.advance(11 * 60_000);
    await vi.waitFor(() => expect(tokens()).toEqual(['canary-refresh-1', 'canary-access-1']), patience);
    expect(await one.confirmConsent({ ...confirmation, accept: true })).toEqual({ kind: 'unknown-code' });
    expect((await one.show('files', 'org'))?.state.phase).toBe('unauthorized');
  });

  test('are not revoked any more when somebody does, even at the last moment', async () => {
    const desk = await bench();
    const one = await desk.manager([files]);
    const confirmation = await consentWaiting(one);
    desk.clock.advance(10 * 60_000 - 1);
    expect(await one.confirmConsent({ ...confirmation, accept: true })).toMatchObject({ kind: 'connected' });
    expect((await desk.store.list('revocation/')).keys).toEqual([]);
  });

  test('are revoked at once when they are declined', async () => {
    const desk = await bench();
    const one = await desk.manager([files]);
    await one.confirmConsent({ ...(await consentWaiting(one)), accept: false });
    await vi.waitFor(() => expect(tokens()).toEqual(['canary-refresh-1', 'canary-access-1']), patience);
  });
});
