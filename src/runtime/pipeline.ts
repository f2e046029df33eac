import { BudgetExceeded, engineBounds } from './budget.ts';
import { Body } from './context/body.ts';
import { HeaderMap } from './context/headers.ts';
import { Response } from './context/message.ts';
import { NetException } from './dotnet/values.ts';
import type { Exchange } from './exchange.ts';
import { type FailureAnswer, PolicyFailure } from './failure.ts';
import type { Flow, HandlerModule, Section, SectionName } from './handler.ts';
import { CredentialError } from './ports/credential-source.ts';
import { SendFailure } from './ports/send.ts';
import { type Site, siteText } from './site.ts';

/** How an exchange came to its end. */
export type Outcome =
  /** Every section ran; the response is the backend's, as changed. */
  | { readonly kind: 'completed' }
  /** A policy such as return-response ended it; the response is what that policy made. */
  | { readonly kind: 'returned'; readonly site: Site }
  /** Something failed. The response is the default error response, or what on-error made of it. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly site: Site; readonly handled: boolean };

/**
 * Runs a handler around an exchange: inbound, backend, outbound; on any error the rest is skipped, `context.LastError` is set and
 * on-error runs (`reference/errors.json`, pipeline). An error inside on-error is contained. Never rejects.
 */
export async function runHandler(handler: HandlerModule, x: Exchange): Promise<Outcome> {
  const outcome = await runSections(handler, x);
  if (x.finishers.length > 0) await finish(x);
  x.ended(outcome);
  return outcome;
}

async function runSections(handler: HandlerModule, x: Exchange): Promise<Outcome> {
  try {
    let flow = await runSection(x, 'inbound', handler.inbound);
    if (flow === 'next') flow = await runSection(x, 'backend', handler.backend);
    if (flow !== 'end') flow = await runSection(x, 'outbound', handler.outbound);
    return flow === 'end' ? { kind: 'returned', site: x.site } : { kind: 'completed' };
  } catch (error) {
    return fail(handler, x, error);
  }
}

/** What policies left for the end. The response stands, whatever happens here: one that fails is told to the operator. */
async function finish(x: Exchange): Promise<void> {
  for (const { site, run } of x.finishers) {
    x.on(site);
    try {
      await run(x);
    } catch (error) {
      const { source, message } = describe(error, x.site.policy);
      x.ports.trace({ source, severity: 'error', message: `at the end of the exchange: ${message}`, metadata: [], at: x.place });
    }
  }
}

function runSection(x: Exchange, name: SectionName, section: Section | undefined): Flow | Promise<Flow> {
  x.section = name;
  return section === undefined ? 'next' : section(x);
}

async function fail(handler: HandlerModule, x: Exchange, error: unknown): Promise<Outcome> {
  const site = x.where;
  setLastError(x, error);
  try {
    const flow = await runSection(x, 'on-error', handler.onError);
    return flow === 'next' ? { kind: 'failed', error, site, handled: handler.onError !== undefined } : { kind: 'returned', site: x.site };
  } catch (second) {
    defaultErrorResponse(x, 500, {});
    return { kind: 'failed', error: second, site: x.where, handled: false };
  }
}

/** Sets `context.LastError` and the default error response that on-error starts from. */
function setLastError(x: Exchange, error: unknown): void {
  const site = x.site;
  const { source, reason, message, status } = describe(error, site.policy);
  x.context.lastError = {
    source,
    reason,
    message,
    scope: x.scope === 'global' ? 'global' : 'api',
    section: x.section,
    path: site.path === '' ? null : site.path,
    policyId: site.id,
  };
  const { answer, headers } = error instanceof CredentialError ? credentialAnswer(error, status) : answerOf(error);
  defaultErrorResponse(x, status, answer);
  for (const [name, value] of headers) x.context.response?.headers.set(name, [value]);
}

interface DefaultAnswer {
  readonly answer: FailureAnswer;
  readonly headers: PolicyFailure['headers'];
}

const answerOf = (error: unknown): DefaultAnswer => (error instanceof PolicyFailure ? error : { answer: {}, headers: [] });

/** What a client of plain HTTP can act on: when to come again, and the page on which he connects what is his own. */
function credentialAnswer({ code, message, offer, retryAfterMs }: CredentialError, status: number): DefaultAnswer {
  const headers = [
    ...(retryAfterMs === undefined ? [] : [['Retry-After', String(Math.ceil(retryAfterMs / 1_000))] as const]),
    // RFC 9110 §15.5.2: a 401 says how to do better.
    ...(status === 401 ? [['WWW-Authenticate', 'Bearer'] as const] : []),
  ];
  if (status === 500) return { answer: {}, headers };
  return { answer: { body: { statusCode: status, message, code, ...offer } }, headers };
}

/**
 * API Management answers 500 whatever the reason (reference: get-authorization-context). A status that tells clients what to do is better where they can do
 * something; what only the operator can mend stays as it is.
 */
function credentialStatus({ code, offer }: CredentialError): number {
  if (code === 'CONNECTION_REQUIRED') return offer === undefined ? 500 : 409;
  if (code === 'CONNECTION_THROTTLED') return 429;
  if (code === 'UNAUTHENTICATED') return 401;
  return code === 'PROVIDER_DOWN' ? 503 : 500;
}

/** Source, reason, message and default status of an error, as `reference/errors.json` lists them. Nothing here is secret. */
export function describe(error: unknown, policy: string): { source: string; reason: string | null; message: string; status: number } {
  if (error instanceof PolicyFailure) return { source: error.source, reason: error.reason, message: error.message, status: error.status };
  if (error instanceof NetException || error instanceof BudgetExceeded)
    return {
      source: policy,
      reason: 'ExpressionValueEvaluationFailure',
      message: `Expression evaluation failed. ${error.message}`,
      status: 500,
    };
  // The engine's own word for too deep a recursion, or a text or array of a length that it cannot make.
  if (error instanceof RangeError)
    return {
      source: policy,
      reason: 'ExpressionValueEvaluationFailure',
      message: `Expression evaluation failed. ${engineBounds}`,
      status: 500,
    };
  if (error instanceof CredentialError)
    return { source: policy, reason: error.code, message: error.message, status: credentialStatus(error) };
  if (error instanceof SendFailure)
    return {
      source: policy,
      reason: error.kind === 'timeout' ? 'Timeout' : 'BackendConnectionFailure',
      message: error.message,
      status: 500,
    };
  return { source: policy, reason: null, message: 'Internal server error', status: 500 };
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function defaultErrorResponse(x: Exchange, status: number, answer: FailureAnswer): void {
  const own = status >= 500 ? 'Internal server error' : (x.context.lastError?.message ?? 'Request failed');
  const body = answer.body ?? { statusCode: status, message: answer.message ?? own };
  const headers = HeaderMap.from([['Content-Type', 'application/json']]);
  x.context.response = new Response(status, reasons[status] ?? 'Error', headers, Body.text(JSON.stringify(body)));
}

/** One line for the operator: where it failed and why. Messages of errors hold no secrets. */
export function failureText(outcome: Extract<Outcome, { kind: 'failed' }>): string {
  const { message } = describe(outcome.error, outcome.site.policy);
  const detail = outcome.error instanceof CredentialError ? ` (${outcome.error.detail})` : '';
  return outcome.site.line === 0 ? `${message}${detail}` : `${siteText(outcome.site)}: <${outcome.site.policy}>: ${message}${detail}`;
}
