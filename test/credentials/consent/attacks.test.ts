import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PrincipalName } from '../../../src/credentials/access/principal-name.ts';
import type { LinkProof } from '../../../src/credentials/consent/proof.ts';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import type { RemovedConnection } from '../../../src/credentials/resources/remove-tokens.ts';
import { asGateway, bench, finishAndConfirm } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { stores } from '../support/stores.ts';
import { json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => endpoint.answer(rotatingProvider().answer));

const files = codeProvider(endpoint.origin);
const id = { provider: 'files', connection: 'org' };
const who = (objectId: string, issuer = 'https://login.example'): PrincipalName => ({
  directory: 'oidc',
  issuer,
  tenantId: undefined,
  objectId,
});
const mallory = who('mallory');

/** A browser goes through a link up to the moment when the provider sends it back. */
async function walk(manager: CredentialManager, proof?: LinkProof) {
  const link = await manager.consentUrl('files', 'org', proof);
  if (link.kind !== 'link') throw new Error(link.kind);
  const start = await manager.startConsent(new URL(link.url.reveal()).searchParams.get('link') ?? '');
  if (start.kind !== 'redirect') throw new Error(start.kind);
  const browser = start.browser.reveal();
  return { browser, parameters: (await straightBack(start.location.reveal())).searchParams };
}

async function returned(manager: CredentialManager, principal: PrincipalName): Promise<string> {
  const finish = await manager.finishConsent(
    await walk(manager, { kind: 'bearer', principal, returnTo: 'https://portal.example/done?a=b' }),
  );
  if (finish.kind !== 'return') throw new Error(finish.kind);
  const location = new URL(finish.location.reveal());
  expect(`${location.origin}${location.pathname}`).toBe('https://portal.example/done');
  return location.searchParams.get('code') ?? '';
}

const phase = async (manager: CredentialManager) => (await manager.show('files', 'org'))?.state.phase;
const removals = () => {
  const removed: RemovedConnection[] = [];
  return { removed, giveBack: async (one: RemovedConnection) => void removed.push(one) };
};

describe.each(stores)('on %s', (_store, open) => {
  describe('a link that was made for one principal', () => {
    test('connects when that principal confirms, once', async () => {
      const manager = await (await bench(open)).manager([files]);
      const code = await returned(manager, who('alice'));
      expect(await phase(manager)).toBe('unauthorized');
      const confirmation = { code, by: { kind: 'principal', name: who('alice') }, accept: true, of: id } as const;
      expect(await manager.confirmConsent(confirmation)).toEqual({ kind: 'connected', id });
      expect(await manager.confirmConsent(confirmation)).toEqual({ kind: 'unknown-code' });
      expect(await phase(manager)).toBe('ready');
    });

    test('a victim who finishes the attacker’s link: the victim’s own token confirms nothing, and the attacker has no code', async () => {
      const manager = await (await bench(open)).manager([files]);
      const code = await returned(manager, mallory);
      for (const name of [who('victim'), who('mallory', 'https://other.example'), who('MALLORY')])
        expect(await manager.confirmConsent({ code, by: { kind: 'principal', name }, accept: true })).toEqual({ kind: 'not-yours' });
      expect(await manager.confirmConsent({ code, by: { kind: 'browser', secret: 'x' }, accept: true })).toEqual({ kind: 'not-yours' });
      expect(await manager.confirmConsent({ code: 'guess', by: { kind: 'principal', name: mallory }, accept: true })).toEqual({
        kind: 'unknown-code',
      });
      expect(await phase(manager)).toBe('unauthorized');
    });

    test('a code confirms the connection it was made for, and no other', async () => {
      const manager = await (await bench(open)).manager([files]);
      const code = await returned(manager, mallory);
      const by = { kind: 'principal', name: mallory } as const;
      expect(await manager.confirmConsent({ code, by, accept: true, of: { provider: 'files', connection: 'other' } })).toEqual({
        kind: 'unknown-code',
      });
    });

    test('nobody confirms in ten minutes: nothing is connected', async () => {
      const desk = await bench(open);
      const manager = await desk.manager([files]);
      const code = await returned(manager, mallory);
      desk.clock.advance(600_000);
      expect(await manager.confirmConsent({ code, by: { kind: 'principal', name: mallory }, accept: true })).toEqual({
        kind: 'unknown-code',
      });
    });
  });

  describe('the question on our page', () => {
    async function asked() {
      const gone = removals();
      const manager = await (await bench(open)).manager([files], { giveBack: gone.giveBack });
      const arrival = await walk(manager);
      const finish = await manager.finishConsent(arrival);
      if (finish.kind !== 'confirm') throw new Error(finish.kind);
      return { ...gone, manager, finish, arrival, code: finish.code.reveal() };
    }

    test('nothing is connected before the answer', async () => {
      const { manager, finish } = await asked();
      expect(finish.account).toBeUndefined();
      expect(await phase(manager)).toBe('unauthorized');
      await expect(manager.get(asGateway('files'))).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
    });

    test.each([undefined, '', 'another'])('is answered by the browser it was shown to, and not by %j', async (secret) => {
      const { manager, code, arrival } = await asked();
      expect(await manager.confirmConsent({ code, by: { kind: 'browser', secret }, accept: true })).toEqual({ kind: 'not-yours' });
      expect(await manager.confirmConsent({ code, by: { kind: 'principal', name: mallory }, accept: true })).toEqual({ kind: 'not-yours' });
      // And the one who may is not kept from it.
      expect(await manager.confirmConsent({ code, by: { kind: 'browser', secret: arrival.browser }, accept: true })).toEqual({
        kind: 'connected',
        id,
      });
    });

    test('a no gives the tokens back', async () => {
      const { manager, code, arrival, removed } = await asked();
      expect(await manager.confirmConsent({ code, by: { kind: 'browser', secret: arrival.browser }, accept: false })).toEqual({
        kind: 'declined',
        id,
      });
      expect(removed).toMatchObject([{ id, record: { state: { phase: 'ready', grant: { refreshToken: 'canary-refresh-1' } } } }]);
      expect(await phase(manager)).toBe('unauthorized');
    });

    test('two answers at once: one counts', async () => {
      const { manager, code, arrival } = await asked();
      const by = { kind: 'browser', secret: arrival.browser } as const;
      const ends = await Promise.all([true, true, false].map((accept) => manager.confirmConsent({ code, by, accept })));
      expect(ends.filter(({ kind }) => kind === 'unknown-code')).toHaveLength(2);
    });

    test('names the account as the provider does, harmlessly', async () => {
      const claims = { email: 'alice@example.com\n\u202Egnp', sub: 'x' };
      const jwt = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
      endpoint.answer(json({ access_token: 'a', token_type: 'Bearer', id_token: jwt }));
      const { finish } = await asked();
      expect(finish.account).toBe('alice@example.comgnp');
    });
  });

  describe('a connection that changes while somebody consents', () => {
    const made = async (manager: CredentialManager) => {
      await manager.resources.putConnection({ id: { provider: 'files', connection: 'more' }, parameters: {} }, { kind: 'none' });
    };
    const begin = async (manager: CredentialManager) => {
      const link = await manager.consentUrl('files', 'more');
      if (link.kind !== 'link') throw new Error(link.kind);
      const start = await manager.startConsent(new URL(link.url.reveal()).searchParams.get('link') ?? '');
      if (start.kind !== 'redirect') throw new Error(start.kind);
      return { browser: start.browser.reveal(), parameters: (await straightBack(start.location.reveal())).searchParams };
    };
    const remove = (manager: CredentialManager) =>
      manager.resources.removeConnection({ provider: 'files', connection: 'more' }, { kind: 'exists' });

    test('deleted by another process before the callback: no code is exchanged', async () => {
      const desk = await bench(open);
      const [manager, other] = [await desk.manager([files]), await desk.manager([files])];
      await made(manager);
      const arrival = await begin(manager);
      await remove(other);
      expect(await finishAndConfirm(manager, arrival)).toEqual({ kind: 'unknown-connection' });
    });

    test('deleted before the confirmation, and made again under the same id: the second takes nothing over', async () => {
      const desk = await bench(open);
      const manager = await desk.manager([files]);
      await made(manager);
      const arrival = await begin(manager);
      const finish = await manager.finishConsent(arrival);
      if (finish.kind !== 'confirm') throw new Error(finish.kind);
      await remove(manager);
      await made(manager);
      const by = { kind: 'browser', secret: arrival.browser } as const;
      expect(await manager.confirmConsent({ code: finish.code.reveal(), by, accept: true })).toEqual({ kind: 'unknown-connection' });
      expect(await manager.show('files', 'more')).toMatchObject({ state: { phase: 'unauthorized' }, generation: 0 });
    });

    test('a link of an earlier connection begins nothing for a later one', async () => {
      const manager = await (await bench(open)).manager([files]);
      await made(manager);
      const link = await manager.consentUrl('files', 'more');
      if (link.kind !== 'link') throw new Error(link.kind);
      await remove(manager);
      await made(manager);
      expect(await manager.startConsent(new URL(link.url.reveal()).searchParams.get('link') ?? '')).toEqual({ kind: 'unknown-connection' });
    });

    test('deleted during a refresh: the late answer brings it back to nobody', async () => {
      const gone = removals();
      const manager = await (await bench(open)).manager([files], gone);
      await made(manager);
      await manager.resources.putAccessPolicy(
        { provider: 'files', connection: 'more' },
        { kind: 'principal', name: 'g', objectId: manager.identity.objectId, tenantId: manager.identity.tenantId },
        { kind: 'none' },
      );
      await finishAndConfirm(manager, await begin(manager));
      const token = await manager.get(asGateway('files', 'more'));
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let asked = (): void => undefined;
      const arrived = new Promise<void>((resolve) => {
        asked = resolve;
      });
      endpoint.answer(async (response, seen) => {
        asked();
        await held;
        await json({ access_token: 'late', token_type: 'Bearer', expires_in: 3_600 })(response, seen);
      });
      manager.invalidate({ provider: 'files', connection: 'more', token });
      const refreshing = manager.get(asGateway('files', 'more')).then(
        () => 'served',
        (error: { code: string }) => error.code,
      );
      await arrived;
      expect(await remove(manager)).toEqual({ kind: 'removed' });
      release();
      expect(await refreshing).toBe('CONNECTION_REQUIRED');
      expect(gone.removed).toHaveLength(1);
      await made(manager);
      expect(await manager.show('files', 'more')).toMatchObject({ state: { phase: 'unauthorized' }, generation: 0 });
    });
  });
});
