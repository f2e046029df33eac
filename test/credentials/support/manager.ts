import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ConsentArrival, ConsentFinish } from '../../../src/credentials/consent/finish.ts';
import type { Confirmed } from '../../../src/credentials/consent/pending.ts';
import type { CredentialManager, CredentialManagerOptions } from '../../../src/credentials/credential-manager.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { createCredentialManager } from '../../../src/credentials/manager.ts';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import type { CredentialRequest } from '../../../src/runtime/ports/credential-source.ts';
import type { Log } from '../../../src/runtime/ports/log.ts';
import { type TestClock, testClock } from './clock.ts';
import { random } from './random.ts';
import type { OpenStore } from './stores.ts';
import { testRing } from './vault.ts';

export const REDIRECT = 'http://127.0.0.1:9/connections/callback';
export const CONNECT = 'http://127.0.0.1:9/connections/connect';

/** One store with everything around it; several managers on it are several processes of one gateway. */
export interface Bench {
  readonly clock: TestClock;
  readonly store: Store;
  readonly lines: string[];
  manager(providers: readonly ProviderSettings[], over?: Partial<CredentialManagerOptions>): Promise<CredentialManager>;
}

/** Cleans up after the tests of the file. */
export async function bench(openStore?: OpenStore): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-manager-'));
  const file = join(folder, 'credentials.db');
  const clock = testClock();
  const store = await (openStore?.(clock, file) ?? openLibsqlStore(file, { now: clock.now }));
  const vault = createVault(await testRing('k1'));
  const lines: string[] = [];
  const write = (fields: object, message: string): void => void lines.push(JSON.stringify({ ...fields, message }));
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const stop: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const one of stop) await one();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    clock,
    store,
    lines,
    async manager(providers, over = {}) {
      const manager = await createCredentialManager({
        store,
        vault,
        providers,
        issuers: [],
        redirectUri: () => REDIRECT,
        connectUri: CONNECT,
        transport: httpTransport,
        clock,
        random,
        log,
        limits: { pollMs: 5 },
        ...over,
      });
      stop.push(() => manager.stop());
      return manager;
    },
  };
}

/** A request by the gateway itself. */
export const asGateway = (provider: string, connection = 'org'): CredentialRequest => ({
  provider,
  connection,
  asker: { kind: 'managed' },
});

/** Consents to a connection: opens its link, walks through the provider with `walk`, and comes back. */
export async function consentTo(manager: CredentialManager, provider: string, walk: (url: string) => Promise<URL>, connection = 'org') {
  const link = await manager.consentUrl(provider, connection);
  if (link.kind !== 'link') throw new Error(link.kind);
  const token = new URL(link.url.reveal()).searchParams.get('link') ?? '';
  const start = await manager.startConsent(token);
  if (start.kind !== 'redirect') throw new Error(start.kind);
  const back = await walk(start.location.reveal());
  return finishAndConfirm(manager, { parameters: back.searchParams, browser: start.browser.reveal() });
}

/** Comes back from the provider, and says yes to the page that asks whether the account is the right one. */
export async function finishAndConfirm(manager: CredentialManager, arrival: ConsentArrival): Promise<ConsentFinish | Confirmed> {
  const finish = await manager.finishConsent(arrival);
  if (finish.kind !== 'confirm') return finish;
  return manager.confirmConsent({ code: finish.code.reveal(), by: { kind: 'browser', secret: arrival.browser }, accept: true });
}
