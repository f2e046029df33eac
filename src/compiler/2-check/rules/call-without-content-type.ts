import { targetOf } from '../flow/structure.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

const untyped = finding('the body is sent without a Content-Type', 'add <set-header name="Content-Type"> beside it');

export default defineRule({
  code: 'call/without-content-type',
  severity: 'info',
  summary: 'A request or response is built with a body and without Content-Type.',
  why: 'A receiver that is not told guesses (RFC 9110 §8.3): services answer 415 or read a form as text, and browsers may take JSON for HTML and run what is in it.',
  examples: {
    bad: [
      {
        xml: `<return-response>
  <set-status code="404" reason="Not Found" />
  <«set-body»>{ "error": "not found" }</set-body>
</return-response>`,
      },
      {
        xml: `<send-request mode="new" response-variable-name="answer" timeout="10">
  <set-url>https://crm.example.com/profiles</set-url>
  <set-method>POST</set-method>
  <«set-body»>{ "name": "crm" }</set-body>
</send-request>`,
      },
    ],
    good: [
      {
        xml: `<return-response>
  <set-status code="404" reason="Not Found" />
  <set-header name="Content-Type"><value>application/json</value></set-header>
  <set-body>{ "error": "not found" }</set-body>
</return-response>`,
      },
      {
        title: 'A copied request brings its own.',
        xml: `<send-request mode="copy" response-variable-name="answer" timeout="10">
  <set-url>https://crm.example.com/profiles</set-url>
  <set-body>@(context.Request.Body.As<string>(preserveContent: true))</set-body>
</send-request>`,
      },
    ],
  },
  messages: { untyped },
  check({ document, report }) {
    for (const body of document.named('set-body')) {
      const builder = body.parent;
      if (builder === undefined || !builders.has(builder.name) || builder.literal('mode') === 'copy' || targetOf(body).kind === 'open')
        continue;
      if (builder.attribute('response-variable-name') !== undefined && builder.name === 'return-response') continue;
      if ((builder.name !== 'return-response' || body.texts.some(isJson)) && !builder.named('set-header').some(setsType))
        report(untyped, body.nameSpan, {});
    }
  },
});

const builders: ReadonlySet<string> = new Set(['send-request', 'send-one-way-request', 'return-response']);

/** Whether a body is JSON, as written or by the types that make it. A plain sentence needs no type. */
function isJson(value: ValueView): boolean {
  if (value.bound === undefined) return /^[[{]/.test(value.written.trim());
  return value.nodes.some(
    (node) =>
      (node.type.kind === 'named' && /^J(?:Object|Array|Token)$/.test(node.type.definition.name) && node.kind !== 'local') ||
      (node.kind === 'call' && node.method.name === 'SerializeObject') ||
      (typeof node.constant?.value === 'string' && /^\s*\{\s*"/.test(node.constant.value)),
  );
}

/** A computed name may be the one. */
const setsType = (header: ElementView): boolean => {
  const name = header.literal('name');
  return name === undefined || name.toLowerCase() === 'content-type';
};
