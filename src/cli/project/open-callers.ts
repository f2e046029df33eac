import type { Config } from '../../config/config.ts';
import { issuerSettings } from '../../config/credential-settings.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { claimsOf, profileOf } from '../../credentials/access/profile.ts';
import { rememberVerified } from '../../credentials/access/verified-tokens.ts';
import { tokenVerifier } from '../../credentials/access/verify-token.ts';
import { httpTransport } from '../../credentials/grants/http-transport.ts';
import { type Block, refusingBlocked } from '../../credentials/kill-switch/blocks.ts';
import type { Callers } from '../../gateway/1-accept/callers/callers.ts';
import { subscriptionsByKey } from '../../gateway/1-accept/callers/subscriptions.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';

/** Who clients of the graph are, as the configuration tells it. Their tokens have an audience of their own: one made for connections is none for the graph. */
export const openCallers = (config: Config, secrets: SecretReader, log: Log, blocks: () => readonly Block[]): Callers => ({
  userOf: usersByToken(config, log, blocks),
  subscriptionOf: subscriptionsByKey(config.callers, { secrets, clock: systemClock }),
});

function usersByToken(config: Config, log: Log, blocks: () => readonly Block[]): Callers['userOf'] {
  const { tokenAudience: audience } = config.callers;
  if (audience === undefined) return async () => null;
  const issuers = issuerSettings(config).map((issuer) => ({ ...issuer, audience }));
  const tokens = rememberVerified(tokenVerifier(issuers, httpTransport, systemClock), systemClock);
  // Whom the kill switch stops is nobody here, as if his token were none.
  const verify = refusingBlocked((token) => tokens.verify(token), blocks);
  return async (bearer) => {
    const verified = await verify(bearer);
    if (verified.kind === 'unavailable') log.warn({ why: verified.why }, 'who a client is could not be proved');
    if (verified.kind !== 'principal') return null;
    const { objectId, groups, issuer } = verified.principal;
    const claims = claimsOf(bearer);
    const user = {
      id: objectId,
      ...profileOf(claims),
      note: null,
      registrationDate: 0,
      groups: groups === 'overage' ? [] : groups.map((id) => ({ id, name: id })),
      identities: [{ id: objectId, provider: issuer }],
    };
    return { user, claims };
  };
}
