import { returnsOf } from '../flow/result-type.ts';
import { defineRule, finding } from '../lint/define.ts';
import { texts } from '../lint/options.ts';
import type { Bound } from '../types/bound.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

const insecure = finding('{what} is called without encryption', 'use https://');

export default defineRule({
  code: 'security/insecure-url',
  severity: 'warning',
  summary: 'A backend, a call or a key document is reached over plain http.',
  why: 'Tokens and data of a plain http call can be read and changed by everyone on the way; keys fetched over http can be replaced by keys of an attacker, who then signs tokens for anybody. Addresses of this machine (localhost, 127.0.0.1, ::1) are not reported.',
  options: { allow: texts([], 'Hosts that may be called over http, such as those of a service mesh that encrypts by itself.') },
  examples: {
    bad: [
      { xml: '<set-backend-service base-url="«http://crm.example.com/api»" />' },
      {
        xml: `<validate-jwt header-name="Authorization">
  <openid-config url="«http://login.example.com/.well-known/openid-configuration»" />
  <audiences><audience>fedpass</audience></audiences>
</validate-jwt>`,
      },
      {
        xml: `<send-request mode="new" response-variable-name="answer">
  <set-url>«@("http://crm.example.com/profiles/" + context.User.Id)»</set-url>
  <set-method>GET</set-method>
</send-request>`,
      },
    ],
    good: [
      { xml: '<set-backend-service base-url="https://crm.example.com/api" />' },
      { xml: '<set-backend-service base-url="http://localhost:4001" />' },
      { options: { allow: ['crm.mesh.internal'] }, xml: '<set-backend-service base-url="http://crm.mesh.internal/api" />' },
    ],
  },
  messages: { insecure },
  check({ document, options, report }) {
    for (const element of document.elements)
      for (const { value, what } of addressesOf(element)) {
        const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(beginning(value))?.[1]?.toLowerCase();
        if (host !== undefined && !local.test(host) && !options.allow.includes(host)) report(insecure, value.span, { what });
      }
  },
});

const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|host\.docker\.internal|.*\.localhost)$/;

function addressesOf(element: ElementView): readonly { readonly value: ValueView; readonly what: string }[] {
  const attribute = (name: string, what: string) => {
    const value = element.attribute(name);
    return value === undefined ? [] : [{ value, what }];
  };
  switch (element.name) {
    case 'set-backend-service':
      return attribute('base-url', 'the backend');
    case 'set-url':
      return element.texts.map((value) => ({ value, what: 'this address' }));
    case 'openid-config':
      return attribute('url', 'the key document');
    case 'proxy':
      return attribute('url', 'the proxy');
    default:
      return [];
  }
}

/** How the value begins, as far as that is written down. */
function beginning(value: ValueView): string {
  if (value.bound === undefined) return value.literal ?? '';
  const [first] = returnsOf(value.bound.body);
  return first === undefined ? '' : beginningOf(first);
}

function beginningOf(node: Bound): string {
  if (typeof node.constant?.value === 'string') return node.constant.value;
  switch (node.kind) {
    case 'convert':
      return beginningOf(node.operand);
    case 'concat':
      return node.parts[0] === undefined ? '' : beginningOf(node.parts[0]);
    case 'interpolated':
      return node.parts[0]?.kind === 'text' ? node.parts[0].text : '';
    default:
      return '';
  }
}
