import { type Check, failed, ok, type ProbeBench } from '../check.ts';
import { dataOf, type ProbeRequest } from '../prober.ts';

const operation = '{ __typename }';
const json = JSON.stringify({ query: operation });
const search = `?query=${encodeURIComponent(operation)}`;

/** What a page of another site can make a browser send without asking first (Fetch standard, CORS-safelisted requests; GHSA-hff2-gcpx-8f4p). */
const forged: readonly (readonly [what: string, request: ProbeRequest])[] = [
  ['a POST of text/plain', { headers: { 'content-type': 'text/plain' }, body: json }],
  [
    'a POST of a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `query=${encodeURIComponent(operation)}` },
  ],
  ['a POST without a type', { body: json }],
  ['a POST whose type only begins like JSON', { headers: { 'content-type': 'text/plain; application/json' }, body: json }],
  ['a plain GET', { method: 'GET', path: `/graphql${search}` }],
  ['a GET with a form’s type', { method: 'GET', path: `/graphql${search}`, headers: { 'content-type': 'text/plain;charset=UTF-8' } }],
];

export const csrf: Check<ProbeBench> = {
  code: 'doctor/csrf',
  title: 'other sites cannot send operations through a browser',
  right: 'take back what lets them through: a proxy that rewrites `Content-Type`, or a document that answers in the gateway’s place',
  async run({ gateway }) {
    for (const [what, request] of forged) {
      const answer = await gateway.send(request);
      if (dataOf(answer) !== undefined || answer.status < 400) return failed(`${what} is answered with ${answer.status}`);
    }
    return ok(`${forged.length} kinds of requests that a browser sends unasked are refused`);
  },
};

const types = [
  'application/xml',
  'application/graphql',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'text/html',
  'application/octet-stream',
];

export const contentTypes: Check<ProbeBench> = {
  code: 'doctor/content-types',
  title: 'operations come as JSON only',
  right: 'let nothing before the gateway change the `Content-Type` of requests',
  async run({ gateway }) {
    for (const type of types) {
      const { status } = await gateway.send({ headers: { 'content-type': type }, body: json });
      if (status < 400) return failed(`\`${type}\` is answered with ${status}`);
    }
    return ok(`${types.length} other types are refused`);
  },
};

export const crossOrigin: Check<ProbeBench> = {
  code: 'doctor/cors',
  title: 'no site may read answers unless it is listed',
  right: 'list origins in `<allowed-origins>` of `<cors>`; never `*` together with `allow-credentials`',
  async run({ gateway }) {
    const host = new URL(gateway.origin).host;
    // What a check by the beginning, the end, or the form of an origin would take for one that is listed.
    for (const origin of ['https://doctor.invalid', 'null', `https://${host}.doctor.invalid`, `https://doctor-${host}`, 'file://']) {
      const preflight = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
      const answers = [
        await gateway.send({ method: 'OPTIONS', headers: preflight }),
        // An answer can be read without a preflight where the request needs none.
        await gateway.send({ headers: { 'content-type': 'application/json', origin }, body: json }),
      ];
      for (const { headers } of answers) {
        const allowed = headers['access-control-allow-origin'];
        const withCookies = headers['access-control-allow-credentials'] === 'true' ? ', with cookies' : '';
        if (allowed === '*') return failed(`every origin is allowed${withCookies}`);
        if (allowed === origin) return failed(`\`${origin}\` is allowed, which nobody listed${withCookies}`);
      }
    }
    return ok('origins that nobody listed are not allowed');
  },
};
