import { type TokenTransport, TransportError } from '../../../src/credentials/grants/transport.ts';
import type { World } from './world.ts';

/** One consent at the provider, and all refresh tokens that came of it. */
export interface Family {
  readonly number: number;
  revoked: boolean;
}

interface Issued {
  readonly family: Family;
  readonly access: string;
  readonly expiresAt: number;
  /** When it was used for the first time. */
  usedAt: number | undefined;
}

/** A refresh token on its way to the provider. */
export interface Sending {
  readonly owner: string;
  readonly token: string;
  readonly at: number;
  /** When the call began that it is part of. */
  readonly begun: number;
  /** `refused`: an answer without tokens came back to whoever sent it. */
  end: 'under way' | 'lost' | 'refused' | 'token';
}

/** A provider that rotates refresh tokens and ends the family when a used one comes again, after its grace. */
export interface RotatingServer {
  readonly sendings: Sending[];
  /** Tokens that a process has in its hands, with what they came for. */
  readonly received: { readonly owner: string; readonly refresh: string }[];
  readonly families: Family[];
  consent(): { readonly access: string; readonly refresh: string; readonly expiresAt: number; readonly family: Family };
  familyOf(access: string): Family | undefined;
  isUsed(refresh: string): boolean;
  /** How likely a message is lost, on each way; and how likely the server is out of order. */
  trouble: { request: number; answer: number; overload: number };
  transportOf(owner: string): TokenTransport;
}

export const LIFE_MS = 3_600_000;

export function rotatingServer(
  world: World,
  options: { readonly graceMs: number; readonly timeoutMs: number; readonly onSend: (sending: Sending) => void },
): RotatingServer {
  const issued = new Map<string, Issued>();
  const families: Family[] = [];
  const sendings: Sending[] = [];
  const received: { owner: string; refresh: string }[] = [];
  let count = 0;

  function issue(family: Family) {
    count++;
    const refresh = `refresh-${family.number}-${count}`;
    const one: Issued = { family, access: `access-${family.number}-${count}`, expiresAt: world.clock.now() + LIFE_MS, usedAt: undefined };
    issued.set(refresh, one);
    return { refresh, ...one };
  }

  function redeem(refresh: string): { readonly status: number; readonly body: string; readonly refresh?: string } {
    const one = issued.get(refresh);
    if (one === undefined || one.family.revoked) return { status: 400, body: JSON.stringify({ error: 'invalid_grant' }) };
    if (one.usedAt !== undefined && world.clock.now() >= one.usedAt + options.graceMs) {
      one.family.revoked = true;
      world.log.push(`provider: ${refresh} came again, family ${one.family.number} ends`);
      return { status: 400, body: JSON.stringify({ error: 'invalid_grant' }) };
    }
    one.usedAt ??= world.clock.now();
    const next = issue(one.family);
    const body = { access_token: next.access, token_type: 'Bearer', expires_in: LIFE_MS / 1_000, refresh_token: next.refresh };
    return { status: 200, body: JSON.stringify(body), refresh: next.refresh };
  }

  const self: RotatingServer = {
    sendings,
    received,
    families,
    trouble: { request: 0, answer: 0, overload: 0 },
    consent() {
      const family: Family = { number: families.length + 1, revoked: false };
      families.push(family);
      return issue(family);
    },
    familyOf: (access) => [...issued.values()].find((one) => one.access === access)?.family,
    isUsed: (refresh) => issued.get(refresh)?.usedAt !== undefined,
    transportOf: (owner) => async (request) => {
      const token = new URLSearchParams(request.body).get('refresh_token') ?? '';
      const begun = world.clock.now();
      await world.turn(owner, `sends ${token}`);
      // As the real transport: what cannot be sent in time is not sent.
      const late = (): boolean => world.clock.now() >= begun + options.timeoutMs;
      if (late() || world.random.chance(self.trouble.request / 2)) throw new TransportError('not-sent', 'ECONNREFUSED');
      const sending: Sending = { owner, token, at: world.clock.now(), begun, end: 'under way' };
      sendings.push(sending);
      options.onSend(sending);
      const lost = (): never => {
        sending.end = 'lost';
        throw new TransportError('no-answer', 'timeout');
      };
      if (world.random.chance(self.trouble.request / 2)) return lost();
      if (world.random.chance(self.trouble.overload)) {
        await world.turn(owner, 'hears that the provider is overloaded');
        sending.end = 'refused';
        return { status: 503, headers: {}, body: '' };
      }
      const answer = redeem(token);
      await world.turn(owner, `hears of ${token}`);
      // Whoever slept past his time finds the answer waiting in the socket, or finds that he has given up.
      if (world.random.chance(late() ? 0.3 : self.trouble.answer)) return lost();
      sending.end = answer.refresh === undefined ? 'refused' : 'token';
      if (answer.refresh !== undefined) received.push({ owner, refresh: answer.refresh });
      return { status: answer.status, headers: {}, body: answer.body };
    },
  };
  return self;
}
