import { FORCED_INTERVAL_MS } from '../../../src/credentials/connections/decide.ts';
import type { ConnectionRecord } from '../../../src/credentials/connections/state.ts';
import type { Token } from '../../../src/runtime/ports/credential-source.ts';
import type { Family, RotatingServer, Sending } from './rotating-server.ts';
import type { World } from './world.ts';

/** Call timeout and save budget: nobody may send a token again sooner, counted from the beginning of a call without an answer. */
const UNTIL_REPLAY_MS = 15_000;

/**
 * Looks on from outside, knows what really happened at the provider, and holds it against the invariants: no refresh token is sent
 * twice but for the replay that rule R3 declares; no token that reached a process is lost; every token that is served is live.
 */
export interface Judge {
  readonly violations: string[];
  /** How many consents there were. */
  readonly consents: number;
  consented(family: Family, refresh: string): void;
  /** The provider ended a family for a reason that is not ours. */
  ended(family: Family): void;
  sent(sending: Sending, server: RotatingServer, record: ConnectionRecord): void;
  written(key: string, value: string): void;
  /** `consents`: how many there had been when the token was asked for. */
  served(token: Token, server: RotatingServer, consents: number): void;
  ending(served: Token | undefined, server: RotatingServer, alive: readonly string[]): void;
}

export function createJudge(world: World, graceMs: number): Judge {
  const violations: string[] = [];
  const durable = new Set<string>();
  /** Refresh tokens whose successor has been in the connection's record. */
  const outdated = new Set<string>();
  /** Families that a declared replay may have ended: what is lost by them is lost by the rules. */
  const excused = new Set<number>();
  const families: Family[] = [];
  const intents = new Map<string, Set<string>>();
  const forced: { at: number; token: string }[] = [];
  let lastSaved: string | undefined;

  const violate = (text: string): void => {
    violations.push(text);
    world.log.push(`!!! ${text}`);
  };
  const familyNumber = (refresh: string): number => Number(refresh.split('-')[1]);

  function checkReplay({ token, at }: Sending, before: readonly Sending[]): void {
    const first = before[0];
    const last = before.at(-1);
    if (first === undefined || last === undefined) return;
    if (outdated.has(token)) {
      violate(`R1: ${token} is sent although its successor was saved`);
      return;
    }
    if (at < first.at + graceMs) return;
    if (before.length > 1) {
      violate(`R3: ${token} is sent a third time`);
      return;
    }
    if (at < last.begun + UNTIL_REPLAY_MS) {
      violate(`R1: ${token} is sent again ${at - last.begun} ms after the call began that sent it`);
      return;
    }
    excused.add(familyNumber(token));
  }

  /** Two intents that nobody resolved count as sent twice, wherever their processes stopped. */
  function checkVerdict(value: string): void {
    const intent = /\\"intent\\":\{\\"id\\":\\"([\w-]+)/.exec(value)?.[1];
    const digest = /\\"digest\\":\\"([\w-]+)/.exec(value)?.[1] ?? '';
    const known = intents.get(digest) ?? new Set();
    if (intent !== undefined) intents.set(digest, known.add(intent));
    if (!value.includes('\\"reason\\":\\"unanswered\\"')) return;
    if (known.size < 2) violate('R3: a connection is given up though its refresh token was not sent twice');
    else if (lastSaved !== undefined) excused.add(familyNumber(lastSaved));
  }

  function checkForced({ token, at }: Sending, { state }: ConnectionRecord): void {
    if (state.phase !== 'refreshing' || at >= state.grant.useUntil) return;
    const lately = forced.find(
      (one) => one.token !== token && at < one.at + FORCED_INTERVAL_MS && familyNumber(one.token) === familyNumber(token),
    );
    if (lately !== undefined) violate(`R10: ${token} is sent for a refusal ${at - lately.at} ms after another`);
    forced.push({ at, token });
  }

  return {
    violations,
    get consents() {
      return families.length;
    },
    consented(family, refresh) {
      families.push(family);
      lastSaved = refresh;
    },
    ended(family) {
      family.revoked = true;
      excused.add(family.number);
    },
    sent(sending, server, record) {
      const unrefused = server.sendings.filter((one) => one !== sending && one.token === sending.token && one.end !== 'refused');
      checkReplay(sending, unrefused);
      checkForced(sending, record);
    },
    written(key, value) {
      for (const [refresh] of value.matchAll(/refresh-\d+-\d+/g)) durable.add(refresh);
      checkVerdict(value);
      const saved = key.startsWith('connection/') ? /refresh-\d+-\d+/.exec(value)?.[0] : undefined;
      if (saved === undefined || saved === lastSaved) return;
      if (lastSaved !== undefined && familyNumber(lastSaved) === familyNumber(saved)) outdated.add(lastSaved);
      outdated.delete(saved);
      lastSaved = saved;
    },
    served(token, server, consents) {
      const family = server.familyOf(token.accessToken.reveal());
      if (family === undefined) {
        violate('a token that nobody issued is served');
        return;
      }
      if (token.expiresAt <= world.clock.now()) violate(`an expired token of family ${family.number} is served`);
      if (family.revoked && !excused.has(family.number)) violate(`a token of the ended family ${family.number} is served`);
      if (family.number < consents) violate(`a token of family ${family.number} is served after consent ${consents}`);
    },
    ending(served, server, alive) {
      for (const { owner, refresh } of server.received)
        if (alive.includes(owner) && !durable.has(refresh)) violate(`R2: ${refresh} reached ${owner} and is lost`);
      const latest = families.at(-1);
      if (latest === undefined || excused.has(latest.number)) return;
      if (served === undefined) {
        violate(`the connection is lost, and nothing excuses it`);
        return;
      }
      const family = server.familyOf(served.accessToken.reveal());
      if (family !== latest) violate(`the tokens of consent ${latest.number} are lost: the end serves consent ${family?.number}`);
      else if (family.revoked) violate('the end serves a revoked token');
    },
  };
}
