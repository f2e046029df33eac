import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsentFinish } from '../credentials/consent/finish.ts';
import type { CredentialManager } from '../credentials/credential-manager.ts';
import type { Secret } from '../runtime/ports/credential-source.ts';
import type { Log } from '../runtime/ports/log.ts';
import { type Page, pageHeaders, render } from './consent/page.ts';
import { confirmedPage, finishPage, signInPage, startPage, troublePage } from './consent/words.ts';

/** The page that consent links lead to. */
export const connectUri = (publicUrl: string): string => `${publicUrl}/connect`;
/** Where a provider sends people back to: a URI of its own for each, so that one provider cannot answer for another (RFC 9700 §4.4). */
export const redirectUri = (publicUrl: string, provider: string): string => `${publicUrl}/oauth/callback/${encodeURIComponent(provider)}`;

const CONFIRM = '/connect/confirm';
const SIGNED_IN = '/signin/callback';
/** Where the OpenID provider sends users back to. */
export const signInRedirectUri = (publicUrl: string): string => `${publicUrl}${SIGNED_IN}`;

/** What the consent pages work with. */
export interface ConsentPages {
  readonly credentials: Pick<CredentialManager, 'startConsent' | 'finishConsent' | 'confirmConsent' | 'startSignIn' | 'finishSignIn'>;
  /** As browsers see the gateway, without a slash at the end. */
  readonly publicUrl: string;
  readonly log: Log;
}

/**
 * `GET /connect?link=…` begins the consent of a one-time link and sends the browser to the provider; `GET /oauth/callback/{provider}`
 * takes it back, and asks whether the account is the right one; `POST /connect/confirm` takes the answer. A cookie holds the browser to
 * what it began.
 */
export const consentRoutes =
  (pages: ConsentPages) =>
  (app: FastifyInstance): void => {
    app.get('/connect', (request, reply) => guarded(pages, reply, () => connect(pages, request, reply)));
    app.get('/connect/:provider', (request, reply) => guarded(pages, reply, () => signIn(pages, request, reply)));
    app.get(SIGNED_IN, (request, reply) => guarded(pages, reply, () => signedIn(pages, request, reply)));
    app.get('/oauth/callback/:provider', (request, reply) => guarded(pages, reply, () => callback(pages, request, reply)));
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4_096 }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    app.post(CONFIRM, (request, reply) => guarded(pages, reply, () => confirm(pages, request, reply)));
  };

async function connect({ credentials, publicUrl, log }: ConsentPages, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const [link, ...more] = query(request).getAll('link');
  if (link === undefined || link === '' || more.length > 0) return show(reply, startPage({ kind: 'unknown-link' }));
  const start = await credentials.startConsent(link);
  if (start.kind !== 'redirect') {
    const why = start.kind === 'provider-unavailable' ? { ...start.id, detail: start.detail } : {};
    log.info({ outcome: start.kind, ...why }, 'a consent link could not be used');
    return show(reply, startPage(start));
  }
  log.info({ ...start.id }, 'a consent begins');
  return sendOn(reply, publicUrl, start);
}

/** A user connects something of his own: he signs in first, so that it is known whose it is. */
async function signIn({ credentials, publicUrl, log }: ConsentPages, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { provider } = request.params as { readonly provider: string };
  const start = await credentials.startSignIn(provider);
  if (start.kind === 'redirect') return sendOn(reply, publicUrl, start);
  log.info({ outcome: start.kind, provider, ...('detail' in start ? { detail: start.detail } : {}) }, 'a user could not sign in');
  return show(reply, signInPage(start));
}

async function signedIn(
  { credentials, publicUrl, log }: ConsentPages,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parameters = query(request);
  const state = parameters.get('state') ?? '';
  const finish = await credentials.finishSignIn({ parameters, browser: cookies(request).get(cookieName(publicUrl, state)) });
  reply.header('set-cookie', cookie(publicUrl, state, '', 0));
  if (finish.kind === 'redirect') {
    log.info({ ...finish.id }, 'a user begins to connect');
    return sendOn(reply, publicUrl, finish);
  }
  log.warn({ outcome: finish.kind, ...('detail' in finish ? { detail: finish.detail } : {}) }, 'a sign-in ended');
  return show(reply, signInPage(finish));
}

/** Sends the browser on, with the cookie by which it is known again. */
function sendOn(
  reply: FastifyReply,
  publicUrl: string,
  to: { readonly location: Secret; readonly browser: Secret; readonly maxAgeMs: number },
): FastifyReply {
  const location = to.location.reveal();
  const state = new URL(location).searchParams.get('state') ?? '';
  return reply
    .headers(pageHeaders)
    .header('set-cookie', cookie(publicUrl, state, to.browser.reveal(), Math.floor(to.maxAgeMs / 1000)))
    .redirect(location, 303);
}

async function callback(
  { credentials, publicUrl, log }: ConsentPages,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parameters = query(request);
  const { provider } = request.params as { readonly provider: string };
  const state = parameters.get('state') ?? '';
  const browser = cookies(request).get(cookieName(publicUrl, state));
  const finish = await credentials.finishConsent({ parameters, browser, provider });
  const { kind, ...facts } = finish;
  const fields = { outcome: kind, ...('id' in facts ? facts.id : {}), ...('detail' in facts ? { detail: facts.detail } : {}) };
  log[progress.has(kind) ? 'info' : 'warn'](fields, 'a consent ended');
  reply.header('set-cookie', cookie(publicUrl, state, '', 0));
  if (finish.kind === 'return') return reply.headers(pageHeaders).redirect(finish.location.reveal(), 303);
  // The page that asks is answered by the browser that it was shown to.
  if (finish.kind === 'confirm')
    reply.header('set-cookie', cookie(publicUrl, finish.code.reveal(), browser ?? '', Math.floor(finish.maxAgeMs / 1000)));
  return show(reply, finishPage(finish, `${publicUrl}${CONFIRM}`));
}

async function confirm({ credentials, publicUrl, log }: ConsentPages, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const [code = '', ...more] = form.getAll('code');
  const answer = form.get('answer');
  const confirmAt = `${publicUrl}${CONFIRM}`;
  if (!isOwnPage(request, publicUrl) || more.length > 0 || (answer !== 'connect' && answer !== 'discard'))
    return show(reply, confirmedPage({ kind: 'unknown-code' }, confirmAt));
  const secret = cookies(request).get(cookieName(publicUrl, code));
  const confirmed = await credentials.confirmConsent({ code, by: { kind: 'browser', secret }, accept: answer === 'connect' });
  log[confirmed.kind === 'connected' ? 'info' : 'warn'](
    { outcome: confirmed.kind, ...('id' in confirmed ? confirmed.id : {}) },
    'a consent was answered',
  );
  reply.header('set-cookie', cookie(publicUrl, code, '', 0));
  return show(reply, confirmedPage(confirmed, confirmAt));
}

/** Beside the cookie, which other sites' forms do not bring: browsers say where a form stands (Fetch Metadata, RFC 6454 §7). */
function isOwnPage({ headers }: FastifyRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  if (site !== undefined && site !== 'same-origin') return false;
  // Without a referrer browsers send `null`.
  return origin === undefined || origin === 'null' || origin === new URL(publicUrl).origin;
}

const progress: ReadonlySet<ConsentFinish['kind']> = new Set(['connected', 'confirm', 'return']);

async function guarded({ log }: ConsentPages, reply: FastifyReply, handle: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await handle();
  } catch (error) {
    log.error({ error: error instanceof Error ? error : 'unknown' }, 'a consent page failed');
    return show(reply, troublePage);
  }
}

const show = (reply: FastifyReply, page: Page): FastifyReply => reply.code(page.status).headers(pageHeaders).send(render(page));

function query({ url }: FastifyRequest): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark));
}

/** One cookie for each consent under way, so that two tabs do not take each other's. `__Host-` ties it to this host over TLS. */
function cookieName(publicUrl: string, state: string): string {
  const digest = createHash('sha256').update(state).digest('hex').slice(0, 16);
  return `${publicUrl.startsWith('https:') ? '__Host-' : ''}fedpass-consent-${digest}`;
}

function cookie(publicUrl: string, state: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  // Lax, not Strict: the browser comes back from the provider by a navigation from another site.
  return `${cookieName(publicUrl, state)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

function cookies({ headers }: FastifyRequest): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pair of (headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0) found.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return found;
}
