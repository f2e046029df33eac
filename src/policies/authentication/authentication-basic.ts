import { message } from '../../diagnostics/message.ts';
import type { WritableHeaders } from '../../runtime/context/headers.ts';
import { toBase64 } from '../../runtime/dotnet/text/base64.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { encodeUtf8 } from '../../runtime/utf8.ts';
import { type Args, definePolicy, idAttribute, literal, text } from '../define.ts';

const colon = message(
  'authentication-basic/username',
  'error',
  'the user name holds a colon, where the password would begin',
  'HTTP Basic cannot carry such a name (RFC 7617 §2); choose another',
);

const policy = definePolicy({
  name: 'authentication-basic',
  summary: 'Sends a user name and a password to the backend (HTTP Basic).',
  docs: 'Writes the `Authorization` header of the request to the backend, over whatever was there. Name and password are sent in UTF-8. Keep the password in a secret named value: it then never stands in compiled code.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      username: text({ required: true, docs: 'The user name.' }),
      password: text({ required: true, docs: 'The password.' }),
      id: idAttribute,
    },
  },
  messages: { colon },
  check(element, report) {
    const name = literal(element, 'username');
    const at = element.attributes.get('username')?.value.span;
    if (at !== undefined && name?.replaceAll(/\{\{[^}]*\}\}/g, '').includes(':')) report(colon, at, {});
  },
  examples: [
    {
      title: 'Attach a user of the backend',
      xml: '<authentication-basic username="reader" password="not a real one" />',
      expect: { sent: { Authorization: 'Basic cmVhZGVyOm5vdCBhIHJlYWwgb25l' } },
    },
  ],
});
export default policy;

/** Reference: authentication-basic. Throws PolicyFailure when the pair cannot be sent; neither part is shown. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  attachBasic(x, x.context.request.headers, args);
}

/** Writes the header of any request, such as one that send-request builds. */
export function attachBasic(x: Exchange, headers: WritableHeaders, { username, password }: Args<typeof policy>): void {
  const pair = `${username}:${password}`;
  if (username.includes(':') || hasControl(pair))
    throw new PolicyFailure(
      'authentication-basic',
      null,
      500,
      'the user name or the password holds a character that HTTP Basic cannot carry',
    );
  headers.set('Authorization', [`Basic ${toBase64(x.context.host.budget, encodeUtf8(pair), false)}`]);
}

/** RFC 7617 §2: neither may hold a control character. */
function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 || text.charCodeAt(i) === 0x7f) return true;
  return false;
}
