import { message } from '../../diagnostics/message.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import { Url } from '../../runtime/context/url.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { end, type Flow, next } from '../../runtime/handler.ts';
import { type Args, bool, type CheckedElement, definePolicy, idAttribute, int, literal, many, one, text } from '../define.ts';
import { isHeaderName } from '../transformation/set-header.ts';

const badOrigin = message(
  'cors/origin',
  'warning',
  '`{origin}` is the origin of no page',
  'write scheme and host, with the port where it is not the usual one: `https://app.example.com`; `*` stands for all by itself',
);
const besideAll = message(
  'cors/origin-beside-all',
  'error',
  '`*` allows every origin, and stands beside others',
  'keep `*` alone, or the others',
);
const credentialsForAll = message(
  'cors/credentials-for-all',
  'warning',
  'credentials are not allowed where every origin is, so browsers will send none',
  'name the origins, or leave allow-credentials out',
);
const policy = definePolicy({
  name: 'cors',
  summary: 'Lets pages of other sites call the graph from a browser.',
  docs: `Answers a preflight, and adds its headers to whatever answer goes out, also to that of a policy that failed. Of \`global.xml\`, a preflight meets only the \`<cors>\` policies that stand directly in \`<inbound>\`: it carries no credentials, so that nothing else could judge it.

Origins are compared as browsers write them: without regard to case, to the usual port and to a slash at the end. With \`*\`, all are allowed, and none with credentials. \`*\` among methods and headers allows what the page asks for. An answer that depends on the origin says so in \`Vary\`.

When the origin is not allowed, a preflight gets an empty 200; so does a GET or a HEAD, unless \`terminate-unmatched-request\` is false. A POST goes on without the headers: browsers write an origin into those of our own pages, too.

Around a subgraph call it changes nothing that a browser could see.`,
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'gate',
  effect: 'sync',
  oncePerSection: true,
  answersPreflight: true,
  element: {
    attributes: {
      'allow-credentials': bool({ fallback: false, docs: 'Whether pages may send cookies and the like.' }),
      'terminate-unmatched-request': bool({
        fallback: true,
        docs: 'Whether a GET of an origin that is not allowed ends here, and a preflight is not left to a broader document.',
      }),
      id: idAttribute,
    },
    children: {
      'allowed-origins': one(
        { children: { origin: many({ text: text({ required: true, docs: 'An origin, or `*`.' }) }, 'An origin.', { min: 1 }) } },
        'Whose pages may call.',
        { min: 1 },
      ),
      'allowed-methods': one(
        {
          attributes: {
            'preflight-result-max-age': int({ min: 0 })({ fallback: 0, docs: 'Seconds for which a browser need not ask again.' }),
          },
          children: { method: many({ text: text({ required: true, docs: 'A method, or `*`.' }) }, 'A method.', { min: 1 }) },
        },
        'Which methods they may use; GET and POST without it.',
      ),
      'allowed-headers': one(
        { children: { header: many({ text: text({ required: true, docs: 'A header, or `*`.' }) }, 'A header.', { min: 1 }) } },
        'Which headers they may send.',
      ),
      'expose-headers': one(
        { children: { header: many({ text: text({ required: true, docs: 'A header, or `*`.' }) }, 'A header.', { min: 1 }) } },
        'Which headers of the answer they may read.',
      ),
    },
  },
  messages: { badOrigin, besideAll, credentialsForAll },
  check(element, report) {
    const origins = originsIn(element);
    const literals = origins.flatMap(({ text: origin }) => (origin?.kind === 'literal' ? [origin] : []));
    const all = literals.find((origin) => origin.text.trim() === '*');
    if (all !== undefined && origins.length > 1) report(besideAll, all.span, {});
    if (all !== undefined && literal(element, 'allow-credentials')?.trim().toLowerCase() === 'true')
      report(credentialsForAll, element.attributes.get('allow-credentials')?.value.span ?? element.span, {});
    for (const { text: origin, span } of literals)
      if (origin.trim() !== '*' && origin.trim() !== '' && !origin.includes('{{') && !isOrigin(origin))
        report(badOrigin, span, { origin: origin.trim() });
  },
  examples: [
    {
      title: 'One site, with cookies',
      xml: '<cors allow-credentials="true"><allowed-origins><origin>https://app.example.com</origin></allowed-origins></cors>',
      given: { headers: { Origin: 'https://app.example.com' }, response: { status: 200 } },
      expect: {
        response: {
          headers: { 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' },
        },
      },
    },
    {
      title: 'A preflight',
      xml: '<cors><allowed-origins><origin>*</origin></allowed-origins><allowed-methods preflight-result-max-age="300"><method>POST</method></allowed-methods><allowed-headers><header>Content-Type</header></allowed-headers></cors>',
      given: { method: 'OPTIONS', headers: { Origin: 'https://app.example.com', 'Access-Control-Request-Method': 'POST' } },
      expect: {
        outcome: 'returned',
        response: {
          status: 200,
          headers: {
            'Access-Control-Allow-Origin': '*',
            'Access-Control-Allow-Methods': 'POST',
            'Access-Control-Allow-Headers': 'Content-Type',
            'Access-Control-Max-Age': '300',
          },
        },
      },
    },
  ],
});
export default policy;

/** Reference: cors. */
export function run(x: Exchange, args: Args<typeof policy>): Flow {
  const { method, headers } = x.context.request;
  const [origin, ...others] = headers.visible.get('Origin') ?? [];
  if (origin === undefined) return next;
  const asked = method === 'OPTIONS' ? headers.visible.get('Access-Control-Request-Method')?.[0] : undefined;
  if (others.length > 0 || !isAllowed(origin, args)) return unmatched(x, args, asked !== undefined);
  const grant = grantOf(origin, args);
  if (asked === undefined) {
    x.atEnd((exchange) => expose(exchange.ensureResponse().headers, grant, args));
    return next;
  }
  const answer = emptyAnswer();
  writeGrant(answer.headers, grant);
  writePreflight(answer.headers, { asked, headers: headers.visible.get('Access-Control-Request-Headers')?.join(',') }, args);
  x.context.response = answer;
  return end;
}

const emptyAnswer = (): Response => new Response(200, 'OK', HeaderMap.empty(), null);

function unmatched(x: Exchange, { terminateUnmatchedRequest }: Args<typeof policy>, isPreflight: boolean): Flow {
  const { method } = x.context.request;
  if (!terminateUnmatchedRequest || !(isPreflight || method === 'GET' || method === 'HEAD')) return next;
  x.context.response = emptyAnswer();
  return end;
}

/** What an origin is told. */
interface Grant {
  readonly origin: string;
  readonly credentials: boolean;
}

const allowsAll = ({ allowedOrigins }: Args<typeof policy>): boolean =>
  allowedOrigins?.origin.some((origin) => origin.trim() === '*') === true;

/** The origin as the browser wrote it, or `*`, which is never given together with credentials (Fetch §3.2.5). */
function grantOf(origin: string, args: Args<typeof policy>): Grant {
  return allowsAll(args) ? { origin: '*', credentials: false } : { origin, credentials: args.allowCredentials };
}

/** `null` is the origin of every sandboxed page, so it is nobody's. */
function isAllowed(origin: string, args: Args<typeof policy>): boolean {
  if (allowsAll(args)) return true;
  const caller = plainOrigin(origin);
  return caller !== 'null' && (args.allowedOrigins?.origin ?? []).some((allowed) => plainOrigin(allowed) === caller);
}

/** Scheme, host and port in the spelling of browsers. Origins that are no http address, such as those of apps, as they are. */
function plainOrigin(text: string): string {
  const plain = text.trim();
  return Url.parse(plain)?.origin ?? plain.toLowerCase().replace(/\/+$/, '');
}

function writeGrant(headers: HeaderMap, { origin, credentials }: Grant): void {
  headers.set('Access-Control-Allow-Origin', [origin]);
  headers.delete('Access-Control-Allow-Credentials');
  if (credentials) headers.set('Access-Control-Allow-Credentials', ['true']);
  if (origin !== '*') vary(headers, 'Origin');
}

function expose(headers: HeaderMap, grant: Grant, { exposeHeaders }: Args<typeof policy>): void {
  writeGrant(headers, grant);
  const names = exposeHeaders?.header.map((name) => name.trim()) ?? [];
  if (names.length === 0) return;
  // With credentials a browser takes `*` for the name of a header.
  const all = [...headers.entries()].map(([name]) => name).filter((name) => !isOwn(name));
  const shown = names.includes('*') ? (grant.credentials ? all : ['*']) : names.filter(isHeaderName);
  if (shown.length > 0) headers.set('Access-Control-Expose-Headers', [shown.join(', ')]);
}

const isOwn = (name: string): boolean => /^(?:access-control-.*|set-cookie|vary)$/i.test(name);

function writePreflight(
  headers: HeaderMap,
  wanted: { readonly asked: string; readonly headers: string | undefined },
  { allowedMethods, allowedHeaders }: Args<typeof policy>,
): void {
  const methods = allowedMethods?.method.map((name) => name.trim()) ?? ['GET', 'POST'];
  const names = allowedHeaders?.header.map((name) => name.trim()) ?? [];
  const wantedNames = (wanted.headers ?? '').split(',').map((name) => name.trim());
  const given = names.includes('*') ? wantedNames : names;
  headers.set('Access-Control-Allow-Methods', [(methods.includes('*') ? [wanted.asked] : methods).filter(isHeaderName).join(', ')]);
  if (given.some(isHeaderName)) headers.set('Access-Control-Allow-Headers', [given.filter(isHeaderName).join(', ')]);
  if (methods.includes('*')) vary(headers, 'Access-Control-Request-Method');
  if (names.includes('*')) vary(headers, 'Access-Control-Request-Headers');
  const age = allowedMethods?.preflightResultMaxAge ?? 0;
  if (age > 0) headers.set('Access-Control-Max-Age', [String(age)]);
}

/** Tells caches what the answer depends on (RFC 9110 §12.5.5). */
function vary(headers: HeaderMap, name: string): void {
  const already = (headers.get('Vary') ?? []).flatMap((value) => value.split(',')).map((value) => value.trim());
  if (already.some((one) => one === '*' || one.toLowerCase() === name.toLowerCase())) return;
  headers.set('Vary', [[...already, name].join(', ')]);
}

const originsIn = ({ children }: CheckedElement): readonly CheckedElement[] =>
  children.filter(({ name }) => name === 'allowed-origins').flatMap((list) => list.children);

/** An http origin with nothing behind it, or one of another scheme, as apps have. */
function isOrigin(text: string): boolean {
  const url = Url.parse(text.trim());
  if (url !== undefined) return url.path === '/' && url.queryString === '' && !url.host.includes('*');
  return /^(?!https?:)[a-z][a-z0-9+.-]*:\/\/[^\s/*]+\/?$/i.test(text.trim());
}
