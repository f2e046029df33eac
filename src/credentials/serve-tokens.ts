import type { Asker, ConnectOffer, CredentialError, CredentialRequest, Token } from '../runtime/ports/credential-source.ts';
import { decideFor } from './access/access-policy.ts';
import type { Guard } from './access/guard.ts';
import type { TokenPrincipal } from './access/principal.ts';
import { accessDenied, credentialError, needsConsent, unauthenticated, unavailable } from './connections/failure.ts';
import type { RenewalTools } from './connections/renewal-tools.ts';
import { peekSlot, type Slot, tokenOf } from './connections/slot.ts';
import { connectOffer } from './consent/offer.ts';
import type { CredentialManager, CredentialManagerOptions } from './credential-manager.ts';
import type { KillSwitch } from './kill-switch/kill-switch.ts';
import type { Resources } from './resources/resources.ts';
import type { Slots } from './slots.ts';
import type { ConnectionId } from './store/keys.ts';

export interface ServingTools {
  /** The connections of the moment. */
  slots(): Slots;
  readonly resources: Resources;
  readonly renewal: RenewalTools;
  readonly guard: Guard;
  readonly kills: KillSwitch;
  readonly options: CredentialManagerOptions;
  /** May drop what the slot has in memory. */
  beforeServing(slot: Slot): void;
}

/** What guards a connection that is not there. */
const forNobody = { accessPolicies: [] } as const;

/** Hands out tokens: who asks is judged first, each time; then comes memory, and only then store and provider. */
export function serveTokens(tools: ServingTools): Pick<CredentialManager, 'peek' | 'get' | 'tokenFor' | 'offer'> {
  const { slots, resources, renewal, guard, kills, options, beforeServing } = tools;
  const { clock } = renewal;

  /** A user whose own connection is not there yet can make it; to all others it is not there. */
  async function absent({ asker, ...at }: CredentialRequest): Promise<CredentialError> {
    kills.refuse(at);
    const standing = await guard.admit(forNobody, asker);
    if (standing.kind === 'unauthenticated') return unauthenticated(at, standing.why);
    const offer = await offerTo(at, () => guard.whoIs(asker));
    const { provider, connection } = at;
    return offer === undefined
      ? unavailable({ ...at, detail: `connection \`${provider}/${connection}\` is not configured` })
      : credentialError({ kind: 'consent-needed' }, at, offer);
  }

  /** Nothing for anybody but the owner, who is only looked for where there can be one. */
  async function offerTo(
    { provider, connection }: ConnectionId,
    whoAsks: () => Promise<TokenPrincipal | undefined>,
    lacking?: readonly string[],
  ): Promise<ConnectOffer | undefined> {
    const of = resources.view.provider(provider)?.settings;
    const issuer = options.signIn?.issuer;
    if (issuer === undefined || of?.perUser === undefined) return undefined;
    const settings = resources.view.connection({ provider, connection })?.settings;
    const wanted = { provider: of, connection, settings };
    return connectOffer({ connectUri: options.connectUri, issuer, options }, wanted, await whoAsks(), lacking);
  }

  async function served(slot: Slot, asker: Asker, whoAsks: () => Promise<TokenPrincipal | undefined>): Promise<Token> {
    const { id } = slot.target;
    kills.refuse(id);
    beforeServing(slot);
    const result = await tokenOf(slot, renewal, asker);
    // Blocked meanwhile.
    kills.refuse(id);
    if (result.kind === 'token') return result.token;
    const { failure } = result;
    throw credentialError(failure, id, needsConsent(failure) ? await offerTo(id, whoAsks) : undefined);
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
      if (admission.kind === 'unauthenticated') throw unauthenticated(id, admission.why);
      if (admission.kind === 'denied') throw accessDenied(id, admission.why);
      return served(slot, request.asker, () => guard.whoIs(request.asker));
    },
    async tokenFor(wanted, principal) {
      const slot = slots().find(wanted);
      if (slot === undefined) {
        kills.refuseUser(wanted, principal);
        const offer = await offerTo(wanted, async () => principal);
        if (offer !== undefined) throw credentialError({ kind: 'consent-needed' }, wanted, offer);
        throw unavailable({ ...wanted, detail: 'this connection is not there' });
      }
      kills.refuseUser(slot.target.id, principal);
      const access = decideFor(slot.target.settings, principal);
      if (access.kind === 'denied') throw accessDenied(slot.target.id, access.why);
      // There is no token of this caller that could be exchanged: his is for another audience.
      const token = await served(slot, { kind: 'managed' }, async () => principal);
      // Blocked meanwhile.
      kills.refuseUser(slot.target.id, principal);
      return { ...token, expiresIn: Math.max(0, Math.floor((token.expiresAt - clock.now()) / 1_000)) };
    },
    offer: ({ asker, ...at }, lacking) => offerTo(at, () => guard.whoIs(asker), lacking),
  };
}
