import type { GatewayCredentials, RefusedToken } from '../../../src/gateway/parts.ts';
import type { Exchange } from '../../../src/runtime/exchange.ts';
import { next, type Section } from '../../../src/runtime/handler.ts';
import {
  type Asker,
  type ConnectOffer,
  CredentialError,
  type CredentialErrorCode,
  Secret,
  type Token,
} from '../../../src/runtime/ports/credential-source.ts';

/** The start of every token of {@link testCredentials}: it must never be seen in an answer or in the log. */
export const canary = 'canary-4f1c';

export interface TestCredentials extends GatewayCredentials {
  readonly invalidated: RefusedToken[];
  /** From now on `get` fails so; undefined: it works again. */
  fail(code: CredentialErrorCode | undefined, why?: { readonly offer?: ConnectOffer; readonly retryAfterMs?: number }): void;
}

/** One connection whose token changes with every invalidation: `canary-4f1c-1`, `canary-4f1c-2`, … */
export function testCredentials(hosts?: readonly string[]): TestCredentials {
  const invalidated: RefusedToken[] = [];
  let failure: CredentialErrorCode | undefined;
  let because: object = {};
  const token = (): Token => {
    const generation = invalidated.length + 1;
    return {
      accessToken: new Secret(`${canary}-${generation}`),
      claims: {},
      expiresAt: Number.POSITIVE_INFINITY,
      generation,
      ...(hosts === undefined ? {} : { hosts }),
    };
  };
  return {
    invalidated,
    fail: (code, why = {}) => {
      failure = code;
      because = why;
    },
    peek: () => undefined,
    async get({ provider, connection }) {
      if (failure === undefined) return token();
      throw new CredentialError(failure, `no token: ${failure}`, {
        provider,
        connection,
        detail: 'told to the operator alone',
        ...because,
      });
    },
    invalidate: (refused) => {
      invalidated.push(refused);
    },
    offer: async ({ asker }, missingScopes) =>
      asker.kind === 'jwt' ? { connectUrl: 'https://gateway.example/connect/demo', missingScopes } : undefined,
  };
}

/** An inbound section that takes the token of `demo/org` and writes it into a header, as a compiled document does. */
export const withToken =
  (header = 'Authorization', scheme = 'Bearer ', asker: Asker = { kind: 'managed' }): Section =>
  async (x: Exchange) => {
    const provider = 'demo';
    const connection = 'org';
    const token = await x.ports.credentials.get({ provider, connection, asker }, x.signal);
    x.tokens.push({ provider, connection, token, asker });
    x.headers.set(header, [`${scheme}${token.accessToken.reveal()}`]);
    return next;
  };
