import type { TokenPrincipal } from '../access/principal.ts';
import { nameOf } from '../access/principal-name.ts';
import type { Confirmation } from '../consent/pending.ts';
import type { CredentialManager } from '../credential-manager.ts';
import type { BlockedThing, ConnectionId } from '../store/keys.ts';
import type { Actor, AuditAct } from './entry.ts';
import type { Journal } from './journal.ts';

const BROWSER: Actor = { kind: 'browser' };

type Consents = Pick<CredentialManager, 'startConsent' | 'finishSignIn' | 'finishConsent' | 'confirmConsent'>;
type Deeds = Pick<CredentialManager, 'tokenFor' | 'block' | 'unblock' | 'disconnect'>;
export type Audited = Consents & Deeds;

/** The same, with what people and programs do taken down. Whatever did not happen is not taken down. */
export const audited = (manager: Audited, journal: Journal, actor: Actor): Audited => ({
  ...auditedConsents(manager, journal),
  ...auditedDeeds(manager, journal, actor),
});

function auditedConsents(manager: Consents, journal: Journal): Consents {
  const noted = (what: AuditAct, id: ConnectionId, who: Actor, detail?: string): void =>
    journal.note({ what, who, on: textOf(id), connection: id, ...(detail === undefined ? {} : { detail }) });
  return {
    async startConsent(link) {
      const start = await manager.startConsent(link);
      if (start.kind === 'redirect') noted('consent-begun', start.id, BROWSER);
      return start;
    },
    async finishSignIn(arrival) {
      const finish = await manager.finishSignIn(arrival);
      if (finish.kind === 'redirect') noted('consent-begun', finish.id, BROWSER, 'signed in');
      return finish;
    },
    async finishConsent(arrival) {
      const finish = await manager.finishConsent(arrival);
      if (finish.kind === 'connected' || finish.kind === 'not-saved-yet') noted('consent-finished', finish.id, BROWSER);
      if (finish.kind === 'confirm' || finish.kind === 'return') noted('consent-waiting', finish.id, BROWSER);
      if (finish.kind === 'denied') noted('consent-declined', finish.id, BROWSER, 'at the provider');
      return finish;
    },
    async confirmConsent(confirmation) {
      const confirmed = await manager.confirmConsent(confirmation);
      const who = confirmerOf(confirmation);
      if (confirmed.kind === 'connected' || confirmed.kind === 'not-saved-yet') noted('consent-finished', confirmed.id, who);
      if (confirmed.kind === 'declined') noted('consent-declined', confirmed.id, who, 'the account');
      return confirmed;
    },
  };
}

const auditedDeeds = (manager: Deeds, journal: Journal, actor: Actor): Deeds => ({
  async tokenFor(id, principal: TokenPrincipal) {
    const token = await manager.tokenFor(id, principal);
    journal.note({ what: 'token-handed-out', who: { kind: 'principal', name: nameOf(principal) }, on: textOf(id), connection: id });
    return token;
  },
  async block(thing, why) {
    await manager.block(thing, why);
    journal.note({ what: 'blocked', who: actor, on: blockedText(thing), detail: why });
  },
  async unblock(thing) {
    const lifted = await manager.unblock(thing);
    if (lifted) journal.note({ what: 'unblocked', who: actor, on: blockedText(thing) });
    return lifted;
  },
  async disconnect(id) {
    const gone = await manager.disconnect(id);
    if (gone) journal.note({ what: 'disconnected', who: actor, on: textOf(id), connection: id });
    return gone;
  },
});

const confirmerOf = ({ by }: Confirmation): Actor => (by.kind === 'principal' ? { kind: 'principal', name: by.name } : BROWSER);

const textOf = ({ provider, connection }: ConnectionId): string => `${provider}/${connection}`;

function blockedText(thing: BlockedThing): string {
  if (thing.kind === 'connection') return textOf(thing);
  return thing.kind === 'provider' ? `provider ${thing.provider}` : `user ${thing.user}`;
}
