import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VerifyToken } from '../credentials/access/verify-token.ts';
import type { CredentialManager } from '../credentials/credential-manager.ts';
import { isId } from '../credentials/providers/check-settings.ts';
import { type ConnectOffer, CredentialError, type CredentialErrorCode } from '../runtime/ports/credential-source.ts';
import type { Log } from '../runtime/ports/log.ts';
import { readBearer } from './bearer.ts';

/** What the token endpoint works with. */
export interface TokenEndpoint {
  readonly credentials: Pick<CredentialManager, 'tokenFor'>;
  /** Verifies tokens for this endpoint, whose audience is no other API's. */
  readonly verify: VerifyToken;
  readonly log: Log;
}

const statuses: Readonly<Record<CredentialErrorCode, number>> = {
  ACCESS_DENIED: 403,
  UNAUTHENTICATED: 401,
  CONNECTION_REQUIRED: 409,
  CONNECTION_UNAVAILABLE: 404,
  CONNECTION_THROTTLED: 429,
  PROVIDER_DOWN: 503,
};

/**
 * `POST /token/{provider}/{connection}` hands the access token of a connection to a program that the connection's access policies let in:
 * `{access_token, token_type, expires_in, scope?}` (RFC 6749 §5.1), or `{error: {code, message}}`. The gateway's own access policy lets in
 * nobody here. Whose own connection it is learns in CONNECTION_REQUIRED where he connects it (`connectUrl`, `missingScopes`). Nothing is cached, and no page of another site may read it.
 */
export const tokenRoutes =
  (endpoint: TokenEndpoint) =>
  (app: FastifyInstance): void => {
    app.removeAllContentTypeParsers();
    // A body has nothing to say here.
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1_024 }, (_request, _body, done) => done(null, undefined));
    app.post('/token/:provider/:connection', (request, reply) => give(endpoint, request, reply));
  };

async function give({ credentials, verify, log }: TokenEndpoint, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { provider, connection } = request.params as { readonly provider: string; readonly connection: string };
  const bearer = await readBearer(request.headers.authorization, verify);
  if (bearer.kind === 'unavailable') {
    log.error({ why: bearer.why }, 'the token endpoint cannot verify tokens');
    return send(reply.header('retry-after', '5'), 503, failed('PROVIDER_DOWN', 'tokens cannot be verified at the moment'));
  }
  if (bearer.kind !== 'principal') {
    if (bearer.kind === 'refused') log.warn({ why: bearer.why }, 'the token endpoint refused a token');
    return send(reply.header('www-authenticate', 'Bearer'), 401, failed('UNAUTHENTICATED', 'a bearer token for this endpoint is needed'));
  }
  if (!isId(provider) || !isId(connection)) return send(reply, 404, failed('CONNECTION_UNAVAILABLE', 'this connection is not available'));
  try {
    const token = await credentials.tokenFor({ provider, connection }, bearer.principal);
    log.info({ provider, connection, by: bearer.principal.objectId }, 'a token was handed out');
    const { token_type: type, scope } = token.claims;
    return send(reply, 200, {
      access_token: token.accessToken.reveal(),
      token_type: typeof type === 'string' ? type : 'Bearer',
      expires_in: token.expiresIn,
      ...(typeof scope === 'string' ? { scope } : {}),
    });
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    log.warn({ provider, connection, by: bearer.principal.objectId, code: error.code, detail: error.detail }, 'no token was handed out');
    const { offer, retryAfterMs } = error;
    // A connection that may not be had looks like one that is not there; so does one that only others can connect.
    const isHidden = error.code === 'ACCESS_DENIED' || (error.code === 'CONNECTION_REQUIRED' && offer === undefined);
    const code = isHidden ? 'CONNECTION_UNAVAILABLE' : error.code;
    if (retryAfterMs !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
    return send(reply, statuses[code], failed(code, isHidden ? 'this connection is not available' : error.message, offer));
  }
}

const failed = (code: string, message: string, offer?: ConnectOffer): object => ({ error: { code, message, ...offer } });

const send = (reply: FastifyReply, status: number, body: object): FastifyReply =>
  reply.code(status).headers({ 'cache-control': 'no-store', pragma: 'no-cache', 'x-content-type-options': 'nosniff' }).send(body);
