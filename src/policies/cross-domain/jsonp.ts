import { Body } from '../../runtime/context/body.ts';
import type { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { decodeUtf8 } from '../../runtime/utf8.ts';
import { type Args, definePolicy, idAttribute, text } from '../define.ts';

const policy = definePolicy({
  name: 'jsonp',
  summary: 'Wraps a JSON answer into the call of a function that the client names.',
  docs: 'When the client’s URL has the parameter, a JSON answer to its GET becomes JavaScript: `name(answer);`. The name must be an identifier, or several joined by periods; with any other the answer is 400. Other requests and other answers stay as they are. JSONP gives an answer to every site that a browser is on, cookies included: prefer `cors`. In the global scope it has little use, since a `<script>` cannot send the header that the protection against cross-site requests asks of every GET; around a subgraph call it has none, because that is a POST.',
  sections: ['outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  oncePerSection: true,
  touches: { responseBody: true },
  element: {
    attributes: {
      'callback-parameter-name': text({ required: true, docs: 'The query parameter that names the function.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Wrap an answer',
      xml: '<jsonp callback-parameter-name="cb" />',
      given: {
        method: 'GET',
        url: 'https://crm.example/people?cb=app.show',
        response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"name":"Ada"}' },
      },
      expect: {
        response: { headers: { 'Content-Type': 'application/javascript; charset=utf-8' }, body: '/**/app.show({"name":"Ada"});' },
      },
    },
    {
      title: 'Refuse what is no name of a function',
      xml: '<jsonp callback-parameter-name="cb" />',
      given: {
        method: 'GET',
        url: 'https://crm.example/people?cb=alert(1)//',
        response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' },
      },
      expect: {
        outcome: 'failed',
        response: {
          status: 400,
          body: '{"statusCode":400,"message":"Value of callback parameter cb is not a valid JavaScript identifier."}',
        },
      },
    },
  ],
});
export default policy;

/** Reference: jsonp. Throws PolicyFailure CallbackParameterInvalid with status 400. */
export function run(x: Exchange, { callbackParameterName }: Args<typeof policy>): void {
  const { request, response } = x.context;
  const names = request.originalUrl.query.get(callbackParameterName);
  if (names === undefined || request.method !== 'GET' || response === null) return;
  const [name = ''] = names;
  if (names.length !== 1 || name.length > longest || !identifiers.test(name)) throw refused(callbackParameterName);
  const json = jsonOf(response);
  if (json === undefined) return;
  // The comment keeps the file from starting with bytes that the client chose (CVE-2014-4671).
  response.body = Body.text(`/**/${name}(${json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')});`);
  response.headers.set('Content-Type', ['application/javascript; charset=utf-8']);
  response.headers.set('X-Content-Type-Options', ['nosniff']);
}

const longest = 128;
const identifiers = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

const refused = (parameter: string): PolicyFailure =>
  new PolicyFailure(
    'jsonp',
    'CallbackParameterInvalid',
    400,
    `Value of callback parameter ${parameter} is not a valid JavaScript identifier.`,
  );

/** The body when it is JSON by its Content-Type and by what is in it; anything else would run as the script that it may be. */
function jsonOf({ headers, body }: Response): string | undefined {
  if (body === null || !/^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(headers.get('Content-Type')?.[0] ?? '')) return undefined;
  const content = body.open(true);
  if (content.kind === 'json') return JSON.stringify(content.value);
  const text = content.kind === 'text' ? content.text : decodeUtf8(content.bytes);
  return isJson(text) ? text : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
