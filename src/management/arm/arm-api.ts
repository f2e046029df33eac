import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenPrincipal } from '../../credentials/access/principal.ts';
import { nameOf } from '../../credentials/access/principal-name.ts';
import type { VerifyToken } from '../../credentials/access/verify-token.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import { StoreError } from '../../credentials/store/store.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { type Address, parseAddress, type ServiceNames } from './address.ts';
import { ArmError } from './arm-error.ts';
import { authorize, type ManagementRoles } from './authorize.ts';
import { readPrecondition } from './if-match.ts';
import { accessPolicies, accessPolicy } from './operations/access-policies.ts';
import { connection, connections } from './operations/connections.ts';
import { confirmConsentCode, loginLinks } from './operations/consent.ts';
import { identityProvider, kinds } from './operations/identity-providers.ts';
import type { Answer, Call, Operation } from './operations/operation.ts';
import { provider, providers, refreshSecret } from './operations/providers.ts';
import { service } from './operations/service.ts';

/** What the management API works with. */
export interface ArmApi {
  readonly credentials: Pick<CredentialManager, 'identity' | 'resources' | 'show' | 'consentUrl' | 'confirmConsent' | 'audit'>;
  readonly names: ServiceNames;
  /** Verifies tokens for this API, with their roles. */
  readonly verify: VerifyToken;
  readonly roles: ManagementRoles;
  /** Where clients reach this API, without a slash at the end. */
  publicUrl(): string;
  /** Where clients reach the gateway. */
  readonly gatewayUrl: string;
  redirectUri(provider: string): string;
  /** Where a consent may send the browser afterwards: without its query each is one of these. */
  readonly postLoginRedirectUrls: readonly string[];
  /** How the configuration is called in messages: `fedpass.yaml`. */
  readonly configuration: string;
  readonly log: Log;
}

const operations: Readonly<Record<Address['kind'], Operation>> = {
  service,
  kinds,
  'identity-provider': identityProvider,
  providers,
  provider,
  'refresh-secret': refreshSecret,
  connections,
  connection,
  'login-links': loginLinks,
  'confirm-consent-code': confirmConsentCode,
  'access-policies': accessPolicies,
  'access-policy': accessPolicy,
};

/** `2021-12-01-preview` was the first version with connections. */
const FIRST_VERSION = '2021-12-01';

/**
 * The management API in ARM's shapes, for every address below `/subscriptions`. Answers are never cached, and no page of another site may
 * read them: there is no CORS.
 */
export const armApi =
  (api: ArmApi) =>
  (app: FastifyInstance): void => {
    app.removeAllContentTypeParsers();
    // Read by ourselves, so that what is wrong with a body is said in ARM's shape.
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.setNotFoundHandler((request, reply) => handle(api, request, reply));
    app.setErrorHandler((error, _request, reply) => send(reply, explain(error, api.log)));
  };

async function handle(api: ArmApi, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  try {
    return send(reply, await answer(api, request));
  } catch (error) {
    return send(reply, explain(error, api.log));
  }
}

async function answer(api: ArmApi, request: FastifyRequest): Promise<Answer> {
  const [path = '', ...query] = (request.raw.url ?? '').split('?');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const wanted = method === 'GET' ? 'read' : 'write';
  // Who asks comes first: nobody else learns what there is.
  const principal = await authorize(request.headers.authorization, wanted, api);
  const address = parseAddress(path, api.names);
  const parameters = readQuery(query.join('?'));
  const operation = operations[address.kind];
  const run = operation[method as keyof Operation];
  if (run === undefined)
    throw new ArmError(405, 'MethodNotAllowed', 'this resource does not take this method', {
      headers: { allow: Object.keys(operation).join(', ') },
    });
  const answered = await run(callOf(api, { address, query: parameters, principal }, request));
  if (wanted === 'write') api.log.info({ method, path, by: nameOf(principal), status: answered.status }, 'the management API was used');
  // 204 answers the removal of what was not there.
  if ((method === 'PUT' || method === 'DELETE') && answered.status !== 204)
    api.credentials.audit.note({
      what: method === 'PUT' ? 'resource-put' : 'resource-deleted',
      who: { kind: 'principal', name: nameOf(principal) },
      on: resourceOf(path),
    });
  return answered;
}

/** What a path names below the service: the rest is the same for all. */
const resourceOf = (path: string): string => path.replace(/^.*?\/service\/[^/]*\//i, '');

function callOf(
  api: ArmApi,
  what: { readonly address: Address; readonly query: URLSearchParams; readonly principal: TokenPrincipal },
  request: FastifyRequest,
): Call {
  return {
    api,
    ...what,
    precondition: () => readPrecondition(request.headers['if-match'], request.headers['if-none-match']),
    body: () => readJson(request.headers['content-type'], request.body),
  };
}

/** ARM's own names of query parameters ignore case. */
function readQuery(text: string): URLSearchParams {
  const found = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(text)) {
    if (found.has(name.toLowerCase())) throw new ArmError(400, 'InvalidQueryParameter', 'a query parameter stands there twice');
    found.append(name.toLowerCase(), value);
  }
  const version = found.get('api-version');
  if (version === null || version === '')
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'the query parameter `api-version` is missing, for example `api-version=2024-05-01`',
    );
  if (!/^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version) || version.slice(0, 10) < FIRST_VERSION)
    throw new ArmError(400, 'InvalidApiVersionParameter', `this API has the versions from \`${FIRST_VERSION}-preview\` on`);
  return found;
}

function readJson(contentType: string | undefined, body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return {};
  if (!/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(contentType ?? ''))
    throw new ArmError(415, 'UnsupportedMediaType', 'bodies are `application/json`');
  try {
    return JSON.parse(body);
  } catch {
    throw new ArmError(400, 'InvalidRequestContent', 'the body is not JSON');
  }
}

function explain(error: unknown, log: Log): Answer {
  if (error instanceof ArmError) return { status: error.status, body: error.body(), headers: error.headers };
  if (error instanceof StoreError) {
    log.error({ reason: error.message }, 'the management API cannot use the credential store');
    return explain(
      new ArmError(503, 'ServiceUnavailable', 'the credential store does not answer at the moment', { headers: { 'retry-after': '1' } }),
      log,
    );
  }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return explain(new ArmError(413, 'RequestContentTooLarge', 'the body is too large'), log);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return explain(new ArmError(status, 'BadRequest', 'the request cannot be read'), log);
  log.error({ error: error instanceof Error ? error : 'unknown' }, 'the management API failed');
  return explain(new ArmError(500, 'InternalServerError', 'this gateway has a problem; its log says more'), log);
}

function send(reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply {
  reply.code(status).headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers });
  if (body === undefined) return reply.send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}
