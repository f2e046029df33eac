import { message } from '../../diagnostics/message.ts';
import type { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Url } from '../../runtime/context/url.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { OutgoingRequest } from '../../runtime/ports/send.ts';
import { decodeUtf8 } from '../../runtime/utf8.ts';
import authenticationCertificate, { clientCertificate } from '../authentication/authentication-certificate.ts';
import authenticationManagedIdentity from '../authentication/authentication-managed-identity.ts';
import authenticationToken from '../authentication/authentication-token.ts';
import authenticationTokenStore from '../authentication/authentication-token-store.ts';
import { type Args, type CheckedElement, literal, many, one, type PolicyDefinition, type ReportOn } from '../define.ts';
import proxy, { proxyServer } from '../routing/proxy.ts';
import setBody, { bodyOf } from '../transformation/set-body.ts';
import setHeader, { isHeaderName, writeHeader } from '../transformation/set-header.ts';
import setMethod from '../transformation/set-method.ts';
import setUrl from './set-url.ts';
import { holdsToken, refuseToken } from './token-guard.ts';

/** What `mode` may be: an empty request, or the exchange's own with changes. */
export const modes = ['new', 'copy'] as const;

/** The children that make up a request of a policy's own, in the order of the reference. */
export const requestParts = {
  'set-url': one(setUrl.element, 'Where to. Needed unless `mode="copy"`.', { policy: 'set-url' }),
  'set-method': one(setMethod.element, 'The method; GET without it.', { policy: 'set-method' }),
  'set-header': many(setHeader.element, 'A header.', { policy: 'set-header' }),
  'set-body': one(setBody.element, 'The body.', { policy: 'set-body' }),
  'authentication-certificate': one(authenticationCertificate.element, 'A client certificate to show.', {
    policy: 'authentication-certificate',
  }),
  'authentication-token': one(authenticationToken.element, 'Legacy; cannot run here.', { policy: 'authentication-token' }),
  'authentication-token-store': one(authenticationTokenStore.element, 'Legacy; cannot run here.', {
    policy: 'authentication-token-store',
  }),
  'authentication-managed-identity': one(authenticationManagedIdentity.element, 'A token of the machine’s identity as `Authorization`.', {
    policy: 'authentication-managed-identity',
  }),
  proxy: one(proxy.element, 'A proxy to go through.', { policy: 'proxy' }),
} as const;

export const requestMessages = {
  urlMissing: message(
    'send-request/url-missing',
    'error',
    '<{element}> makes a new request and says not where to',
    'add a <set-url>, or write mode="copy" to send the request of this exchange',
  ),
  order: message(
    'send-request/order',
    'warning',
    '<{child}> stands after <{earlier}>',
    'API Management asks for the order <set-url>, <set-method>, <set-header>, <set-body>, then authentication and <proxy>',
  ),
  legacyToken: message(
    'unsupported/send-request-token',
    'warning',
    '<{child}> is a way to get tokens that API Management does not document, and cannot run here',
    'use <authentication-managed-identity>, or <get-authorization-context> and a <set-header>',
  ),
} as const;

const order = Object.keys(requestParts);

/** The rules of a request of a policy's own that the schema cannot say. */
export function checkOwnRequest(element: CheckedElement, report: ReportOn): void {
  const mode = element.attributes.get('mode')?.value;
  const isNew = mode === undefined || literal(element, 'mode') === 'new';
  if (isNew && !element.children.some(({ name }) => name === 'set-url'))
    report(requestMessages.urlMissing, element.nameSpan, { element: element.name });
  let latest = '';
  for (const child of element.children) {
    if (!order.includes(child.name)) continue;
    if (order.indexOf(child.name) < order.indexOf(latest))
      report(requestMessages.order, child.nameSpan, { child: child.name, earlier: latest });
    else latest = child.name;
    if (child.name === 'authentication-token' || child.name === 'authentication-token-store')
      report(requestMessages.legacyToken, child.nameSpan, { child: child.name });
  }
}

/** What `run` knows of the request. */
export type OwnRequest = Args<PolicyDefinition<{ readonly children: typeof requestParts }>> & { readonly mode: (typeof modes)[number] };

/**
 * Builds the request. A token of the exchange may stand in its headers, nowhere else; what a copy takes along to another host is no
 * credential. Throws PolicyFailure when what was computed is no request.
 */
export function ownRequest(x: Exchange, args: OwnRequest, source: string): Omit<OutgoingRequest, 'timeoutMs' | 'signal'> {
  const target = targetOf(x, args, source);
  const headers = args.mode === 'copy' ? copiedHeaders(x, target) : HeaderMap.empty();
  for (const header of args.setHeader) writeHeader(headers, header, source);
  const body = args.setBody === undefined ? (args.mode === 'copy' ? copiedBody(x, source) : null) : bodyOf(x, args.setBody).contentText;
  const address = target.toString();
  refuseToken(x, address, 'the URL of the request', source);
  if (body !== null) refuseToken(x, typeof body === 'string' ? body : decodeUtf8(body), 'the body of the request', source);
  return {
    method: method(x, args, source),
    url: address,
    headers: [...headers.lines()],
    body,
    followRedirects: false,
    ...(args.authenticationCertificate === undefined ? {} : { certificate: clientCertificate(x, args.authenticationCertificate) }),
    ...(args.proxy === undefined ? {} : { proxy: proxyServer(args.proxy) }),
  };
}

function targetOf(x: Exchange, { mode, setUrl }: OwnRequest, source: string): Url {
  if (setUrl === undefined && mode === 'copy') return x.context.request.url;
  const found = Url.parse((setUrl ?? '').trim());
  if (found === undefined) throw new PolicyFailure(source, null, 500, 'the URL of the request is no absolute http or https URL');
  return found;
}

function method(x: Exchange, { mode, setMethod: given }: OwnRequest, source: string): string {
  if (given === undefined) return mode === 'copy' ? x.context.request.method : 'GET';
  const name = given.text.trim();
  // The same alphabet: both are tokens (RFC 9110 §5.6.2).
  if (!isHeaderName(name)) throw new PolicyFailure(source, null, 500, 'the method of the request is not one');
  return name;
}

const credentials: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** What would be sent to the backend; to another host without what identifies somebody there. */
function copiedHeaders(x: Exchange, target: Url): HeaderMap {
  const copy = HeaderMap.empty();
  const sameOrigin = target.origin === x.context.request.url.origin;
  for (const [name, values] of x.context.request.headers.sent.entries()) {
    const identifies = credentials.has(name.toLowerCase()) || values.some((value) => holdsToken(x, value));
    // Host names where the exchange's own request goes.
    if (name.toLowerCase() !== 'host' && (sameOrigin || !identifies)) copy.set(name, values);
  }
  return copy;
}

/** Reference: send-request. "Copy in outbound does not initialise the body." */
function copiedBody(x: Exchange, source: string): string | Uint8Array | null {
  const { body, method: own } = x.context.request;
  if (body === null || x.onResponse || own === 'GET' || own === 'HEAD') return null;
  if (body.consumed)
    throw new PolicyFailure(
      source,
      null,
      500,
      'an earlier expression read the request body without preserveContent: true, so nothing is left to copy',
    );
  return contentOf(body);
}

function contentOf({ content }: Body): string | Uint8Array {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'bytes':
      return content.bytes;
    case 'json':
      return JSON.stringify(content.value);
  }
}
