import type { Asker, CredentialError, CredentialRequest, Token } from '../runtime/ports/credential-source.ts';
import { decideFor } from './access/access-policy.ts';
import type { Guard } from './access/guard.ts';
import { nameOf } from './access/principal-name.ts';
import { accessDenied, credentialError, unavailable } from './connections/failure.ts';
import type { RenewalTools } from './connections/renewal-tools.ts';
import { peekSlot, type Slot, tokenOf } from './connections/slot.ts';
import { ownConnectionId } from './consent/own-connection.ts';
import type { CredentialManager } from './credential-manager.ts';
import type { KillSwitch } from './kill-switch/kill-switch.ts';
import type { Resources } from './resources/resources.ts';
import type { Slots } from './slots.ts';

export interface ServingTools {
  /** The connections of the moment. */
  slots(): Slots;
  readonly resources: Resources;
  readonly renewal: RenewalTools;
  readonly guard: Guard;
  readonly kills: KillSwitch;
  /** May drop what the slot has in memory. */
  beforeServing(slot: Slot): void;
}

/** Hands out tokens: who asks is judged first, each time; then comes memory, and only then store and provider. */
export function serveTokens(tools: ServingTools): Pick<CredentialManager, 'peek' | 'get' | 'tokenFor'> {
  const { slots, resources, renewal, guard, kills, beforeServing } = tools;
  const { clock } = renewal;

  /** A user whose own connection is not there yet can make it; to all others it is not there. */
  async function absent({ provider, connection, asker }: CredentialRequest): Promise<CredentialError> {
    const { perUser } = resources.view.provider(provider)?.settings ?? {};
    const principal = perUser === undefined ? undefined : await guard.whoIs(asker);
    const own = perUser !== undefined && principal !== undefined ? ownConnectionId(perUser, nameOf(principal)) : undefined;
    const at = { provider, connection };
    if (own === undefined || own.toLowerCase() !== connection.toLowerCase())
      return unavailable({ ...at, detail: `connection \`${provider}/${connection}\` is not configured` });
    return credentialError({ kind: 'consent-needed' }, at);
  }

  async function served(slot: Slot, asker: Asker): Promise<Token> {
    const { id } = slot.target;
    kills.refuse(id);
    beforeServing(slot);
    const result = await tokenOf(slot, renewal, asker);
    // Blocked meanwhile.
    kills.refuse(id);
    if (result.kind === 'failed') throw credentialError(result.failure, id);
    return result.token;
  }

  return {
    peek(request) {
      const slot = slots().find(request);
      if (slot === undefined || kills.isBlocked(slot.target.id)) return undefined;
      if (guard.admitNow(slot.target.settings, request.asker)?.kind !== 'allowed') return undefined;
      beforeServing(slot);
      return peekSlot(slot, clock, request.asker);
    },
    async get(request) {
      const slot = slots().find(request);
      if (slot === undefined) throw await absent(request);
      const { id, settings } = slot.target;
      const admission = await guard.admit(settings, request.asker);
      if (admission.kind === 'unavailable') throw unavailable({ ...id, detail: admission.why });
      if (admission.kind === 'denied') throw accessDenied(id, admission.why);
      return served(slot, request.asker);
    },
    async tokenFor(wanted, principal) {
      const slot = slots().find(wanted);
      if (slot === undefined) throw unavailable({ ...wanted, detail: 'this connection is not there' });
      kills.refuseUser(slot.target.id, principal);
      const access = decideFor(slot.target.settings, principal);
      if (access.kind === 'denied') throw accessDenied(slot.target.id, access.why);
      // There is no token of this caller that could be exchanged: his is for another audience.
      const token = await served(slot, { kind: 'managed' });
      // Blocked meanwhile.
      kills.refuseUser(slot.target.id, principal);
      return { ...token, expiresIn: Math.max(0, Math.floor((token.expiresAt - clock.now()) / 1_000)) };
    },
  };
}
