import { setMaxListeners } from 'node:events';
import { decideFor } from './access/access-policy.ts';
import { checkIssuers } from './access/check-issuers.ts';
import { createGuard } from './access/guard.ts';
import { readOrigin } from './access/origin.ts';
import { rememberVerified } from './access/verified-tokens.ts';
import { tokenVerifier } from './access/verify-token.ts';
import { audited } from './audit/audited.ts';
import { KEPT_ENTRIES } from './audit/chain.ts';
import { openJournal } from './audit/journal.ts';
import { eachBounded } from './connections/bounded.ts';
import { readConnection } from './connections/connection-records.ts';
import { observeContact } from './connections/contact.ts';
import { disconnect } from './connections/disconnect.ts';
import { storeFailure } from './connections/failure.ts';
import { newId } from './connections/new-id.ts';
import { restoreNewest } from './connections/newest.ts';
import { openPauses } from './connections/pauses.ts';
import { createProviderGate } from './connections/provider-gate.ts';
import { DEFAULT_LIMITS, REFRESH_RULES, type RenewalTools } from './connections/renewal-tools.ts';
import { rejectGeneration, type Slot } from './connections/slot.ts';
import { recoverSpilled, spillFolder } from './connections/spill.ts';
import { forgetWhenStale } from './connections/stale.ts';
import { createUnsaved } from './connections/unsaved.ts';
import { watchChanges } from './connections/watch.ts';
import type { ConsentTools } from './consent/consent-tools.ts';
import { finishConsent } from './consent/finish.ts';
import { createConsentLink } from './consent/link.ts';
import { confirmConsent } from './consent/pending.ts';
import { finishSignIn, type SignIn, startSignIn } from './consent/sign-in.ts';
import { startConsent } from './consent/start.ts';
import type { CredentialManager, CredentialManagerOptions } from './credential-manager.ts';
import { createDiscovery } from './grants/discovery.ts';
import { startHousekeeping } from './housekeeping.ts';
import { openBlocks, withoutBlocked } from './kill-switch/blocks.ts';
import { killSwitch } from './kill-switch/kill-switch.ts';
import { createNotices } from './notices/notices.ts';
import { checkProviders } from './providers/check-settings.ts';
import { SettingsError, type SettingsProblem } from './providers/settings-problem.ts';
import { DEFAULT_RESOURCE_LIMITS } from './resources/collection.ts';
import { openResources } from './resources/resources.ts';
import { noReferences } from './resources/secret-references.ts';
import { openRestored } from './restored/restored.ts';
import { revoking } from './revocation/give-back.ts';
import { revocationQueue } from './revocation/queue.ts';
import { serveTokens } from './serve-tokens.ts';
import { sightOf } from './sight.ts';
import { makeSlots } from './slots.ts';
import { type ConnectionStatus, statusOf } from './status.ts';
import { isResource } from './store/keys.ts';
import type { Changes } from './store/store.ts';
import { systemTimers, type Timers } from './timers.ts';
import { unlessAborted } from './unless-aborted.ts';
import { sealRecords } from './vault/sealed-records.ts';

const STOP_MS = 10_000;
const RESTORED_AT_ONCE = 16;
/** Others wait this long at least, after a failure of the store, before they count an answer as lost. */
const MOST_BETWEEN_SAVES_MS = 1_000;

/** Rejects with SettingsError, StoreError or VaultError, each of them one clear sentence; nothing is overwritten then. */
export async function createCredentialManager(options: CredentialManagerOptions): Promise<CredentialManager> {
  const { vault, transport, clock, random, log, timers = systemTimers, staleAfterMs = 60_000 } = options;
  refuse([...checkProviders(options.providers, options), ...checkIssuers(options.issuers)]);
  const { store, contact } = observeContact(options.store, clock);
  const records = sealRecords(store, vault);
  const origin = await readOrigin(records, random);
  const identity = options.identity ?? origin.identity;
  const blocks = await openBlocks(store, records);
  const guard = createGuard(identity, withoutBlocked(rememberVerified(tokenVerifier(options.issuers, transport, clock), clock), blocks));
  const stopping = new AbortController();
  // As many listen as connections are waited for.
  setMaxListeners(0, stopping.signal);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const journal = openJournal({ store, records, capacity: KEPT_ENTRIES, clock, timers, log });
  const unsaved = createUnsaved(timers, log, Math.min(MOST_BETWEEN_SAVES_MS, limits.saveMs / 2));
  const spill = options.spillFolder === undefined ? undefined : spillFolder(options.spillFolder, vault, log);
  const restored = await openRestored({
    store,
    records,
    storeId: origin.storeId,
    anchor: options.anchor,
    clock,
    random,
    log,
    noted: ({ lost }) =>
      journal.note({ what: 'store-restored', who: { kind: 'gateway' }, on: 'store', detail: `${lost} changes are missing` }),
  });
  const gate = createProviderGate({
    clock,
    timers,
    pauses: openPauses({ store, records, clock }),
    stopping: stopping.signal,
    limits,
  });
  const renewal: RenewalTools = {
    store,
    records,
    transport,
    discovery: createDiscovery(transport, clock),
    gate,
    clock,
    timers,
    random,
    log,
    unsaved,
    revocations: revocationQueue(records, random, clock),
    rules: REFRESH_RULES,
    limits,
    turned(id, to, detail) {
      journal.note({
        what: to === 'broken' ? 'connection-broken' : 'connection-mended',
        who: { kind: 'gateway' },
        on: `${id.provider}/${id.connection}`,
        detail,
        connection: id,
      });
      notices.look(slots.find(id)?.target);
    },
    spill,
    contact,
    restored,
    owner: newId(random),
    stopping: stopping.signal,
  };
  const notices = createNotices(renewal, options.webhooks ?? (() => []));
  const giveBack = options.giveBack ?? revoking(renewal.revocations, log);
  const resources = await openResources({
    store,
    records,
    timers,
    random,
    log,
    owner: renewal.owner,
    limits: { ...DEFAULT_RESOURCE_LIMITS, ...options.resourceLimits },
    reach: options.reach ?? { hosts: [] },
    references: options.references ?? noReferences,
    options,
    giveBack,
    declared: options.providers,
    onView(view) {
      slots = makeSlots(view.providers, slots, options);
    },
  });
  let slots = makeSlots(resources.view.providers, undefined, options);
  const kills = killSwitch({ blocks, slots: () => slots, clock, timers, log, stopping: stopping.signal });
  if (spill !== undefined) await recoverSpilled(spill, renewal, (id) => slots.find(id)?.target);
  const beforeChanges = async (news: Changes): Promise<void> => {
    if (!(await restored.follow(news))) return;
    for (const slot of slots.all) slot.held = undefined;
  };
  const watch = await watchChanges({ store, timers, clock, log, beforeChanges }, (changes) => {
    const doubtful = slots.doubtful(changes);
    slots.note(changes);
    void kills.follow(changes);
    // What cannot be restored now is restored by the next renewal, which looks first.
    eachBounded(doubtful, RESTORED_AT_ONCE, (slot) => restoreNewest(renewal, slot.target, slot.memory)).catch((error: unknown) =>
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'newer tokens could not be compared with the store'),
    );
    if (changes === 'all' || changes.some(({ key }) => isResource(key)))
      resources.look().catch((error: unknown) => log.error({ reason: reasonOf(error) }, 'changed connections cannot be read'));
  });
  const housekeeping = startHousekeeping(renewal, () => slots.all.filter(({ target }) => !kills.isBlocked(target.id)), notices, options);
  const noteSeen = async (): Promise<void> => options.anchor?.write(restored.seen);
  await noteSeen();
  const anchoring = everySoOften(timers, stopping.signal, noteSeen);
  const consent: ConsentTools = {
    renewal,
    connectUri: options.connectUri,
    redirectUri: (provider) => options.redirectUri(provider),
    async findNow(id) {
      await resources.look();
      return slots.find(id)?.target;
    },
    giveBack,
    connected(id) {
      const slot = slots.find(id);
      if (slot !== undefined) Object.assign(slot, { held: undefined, failed: undefined, rejected: undefined });
      log.info({ ...id }, 'connected');
      notices.look(slot?.target);
    },
  };

  const tokens = serveTokens({
    slots: () => slots,
    resources,
    renewal,
    guard,
    kills,
    options,
    beforeServing: (slot) => forgetWhenStale(slot, watch, clock, staleAfterMs),
  });
  const signIn: SignIn | undefined = options.signIn && { settings: options.signIn, resources, consent };

  async function status(slot: Slot): Promise<ConnectionStatus> {
    try {
      return statusOf(slot, (await readConnection(records, slot.target.id)).record, restored);
    } catch (error) {
      const failure = storeFailure(error);
      return statusOf(slot, { unknown: failure.kind === 'store' ? failure.text : failure.kind }, restored);
    }
  }

  const plain: Omit<CredentialManager, 'audit'> = {
    identity,
    resources,
    peek: tokens.peek,
    get: (request, signal) => unlessAborted(tokens.get(request), request, signal),
    async list() {
      const { all } = slots;
      const found: ConnectionStatus[] = [];
      // A store answers each call within its deadline, but not ten thousand at once.
      for (let at = 0; at < all.length; at += 100) found.push(...(await Promise.all(all.slice(at, at + 100).map(status))));
      return found;
    },
    async show(provider, connection) {
      const slot = slots.find({ provider, connection });
      return slot && status(slot);
    },
    tokenFor: tokens.tokenFor,
    offer: tokens.offer,
    canI(wanted, principal) {
      const slot = slots.find(wanted);
      return slot && decideFor(slot.target.settings, principal);
    },
    invalidate(refused) {
      const slot = slots.find(refused);
      if (slot !== undefined) rejectGeneration(slot, refused.token, clock);
    },
    consentUrl: (provider, connection, proof = { kind: 'page' }) => createConsentLink(consent, { provider, connection }, proof),
    startConsent: (linkToken) => startConsent(consent, linkToken),
    startSignIn: async (provider) => (signIn === undefined ? { kind: 'unknown-connection' } : startSignIn(signIn, provider)),
    finishSignIn: async (arrival) => (signIn === undefined ? { kind: 'unknown-state' } : finishSignIn(signIn, arrival)),
    finishConsent: (arrival) => finishConsent(consent, arrival),
    confirmConsent: (confirmation) => confirmConsent(consent, confirmation),
    reload(providers) {
      refuse(checkProviders(providers, options));
      resources.declare(providers);
    },
    blocks: () => kills.all,
    block: kills.block,
    unblock: kills.unblock,
    async disconnect(wanted) {
      const slot = slots.find(wanted);
      return slot !== undefined && disconnect(renewal, slot.target, 'disconnected');
    },
    sight: () => sightOf(slots.all, gate, unsaved.count),
    get unsaved() {
      return unsaved.count;
    },
    async stop() {
      stopping.abort();
      await housekeeping.stop();
      await watch.stop();
      await anchoring;
      await noteSeen();
      const flights = slots.all.flatMap(({ flight }) => (flight === undefined ? [] : [flight]));
      await Promise.race([Promise.allSettled(flights), timers.wait(STOP_MS, { background: true })]);
      const lost = await unsaved.drain(STOP_MS);
      if (lost > 0) log.error({ tokens: lost }, 'tokens that the credential store did not take are lost');
      await Promise.race([notices.settled(), timers.wait(STOP_MS, { background: true })]);
      const untold = await journal.flush(STOP_MS);
      if (untold > 0) log.error({ entries: untold }, 'entries of the audit log that the credential store did not take are lost');
    },
  };
  const deeds = audited({ ...plain }, journal, options.actor ?? { kind: 'gateway' });
  // Written over in place: a copy would hold `unsaved` as it is now.
  return Object.assign(plain, deeds, { audit: journal });
}

/** Milliseconds between two notes of how far the store is. */
const ANCHOR_MS = 5_000;

async function everySoOften(timers: Timers, stopping: AbortSignal, step: () => Promise<void>): Promise<void> {
  for (;;) {
    await timers.wait(ANCHOR_MS, { signal: stopping, background: true });
    if (stopping.aborted) return;
    await step();
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

function refuse(problems: readonly SettingsProblem[]): void {
  if (problems.length > 0) throw new SettingsError(problems);
}
