import { contextPath } from '../flow/request-origin.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

const mutation = finding(
  'a call that failed is sent again, also when it is a mutation that the backend may have carried out',
  'ask for the kind of operation in the condition, or repeat only what was refused (429, 503)',
);
const write = finding(
  'this {method} is sent again after a failure, although it may have been carried out',
  'repeat only what was refused (429, 503), or send a key by which the service knows a repetition',
);

export default defineRule({
  code: 'call/repeated-write',
  severity: 'warning',
  summary: 'A retry repeats a call that changes something.',
  why: 'After a timeout or a 500 nobody knows whether the backend carried the call out. Sending it again may pay twice, create twice or send the mail twice (RFC 9110 §9.2.2: only idempotent methods may be repeated). A 429 or 503 was refused before anything happened and may be repeated. In a subgraph document every call is a POST that may hold a mutation.',
  examples: {
    bad: [
      {
        section: 'backend',
        scope: 'subgraph',
        project: {},
        xml: `<«retry» condition="@(context.Response.StatusCode >= 500)" count="3" interval="1">
  <forward-request />
</retry>`,
      },
      {
        xml: `<retry condition="@(((IResponse)context.Variables["answer"]).StatusCode >= 500)" count="3" interval="1">
  <send-request mode="new" response-variable-name="answer">
    <set-url>https://pay.example.com/charges</set-url>
    <set-method>«POST»</set-method>
  </send-request>
</retry>`,
      },
    ],
    good: [
      {
        section: 'backend',
        scope: 'subgraph',
        project: {},
        xml: `<retry condition="@(context.Response.StatusCode == 429 || context.Response.StatusCode == 503)" count="3" interval="1">
  <forward-request />
</retry>`,
      },
      {
        xml: `<retry condition="@(((IResponse)context.Variables["answer"]).StatusCode >= 500)" count="3" interval="1">
  <send-request mode="new" response-variable-name="answer">
    <set-url>https://crm.example.com/profile</set-url>
    <set-method>GET</set-method>
  </send-request>
</retry>`,
      },
    ],
  },
  messages: { mutation, write },
  check({ document, report }) {
    for (const retry of document.named('retry')) {
      const condition = retry.attribute('condition');
      if (condition === undefined || onlyRefused(condition) || looksAtKind(retry)) continue;
      if (isSubgraph(document) && below(retry, 'forward-request') !== undefined) report(mutation, retry.nameSpan, {});
      for (const call of [...retry.all()].filter(({ name }) => name === 'send-request')) {
        const method = call.child('set-method')?.text;
        if (method?.literal !== undefined && /^(?:POST|PATCH)$/i.test(method.literal) && !asksForToken(call))
          report(write, method.span, { method: method.literal });
      }
    }
  },
});

const isSubgraph = ({ scope }: DocumentView): boolean => scope === 'subgraph' || scope === 'base';

const below = (element: ElementView, name: string): ElementView | undefined => [...element.all()].find((one) => one.name === name);

/** Whether every status that the condition speaks of means that nothing has happened yet. */
function onlyRefused(condition: ValueView): boolean {
  if (condition.bound?.ok !== true) return true;
  const statuses = condition.nodes.flatMap((node) =>
    node.kind === 'literal' && typeof node.constant.value === 'number' && node.constant.value >= 100 ? [node.constant.value] : [],
  );
  const compares = condition.nodes.some(
    (node) =>
      node.kind === 'binary' &&
      /^[<>]/.test(node.operator) &&
      [node.left, node.right].some(({ constant }) => Number(constant?.value) >= 400),
  );
  const nothing = condition.nodes.some((node) => node.kind === 'literal' && node.constant.value === null);
  return !compares && !nothing && statuses.every((status) => status === 429 || status === 503 || status < 300);
}

/** Whether the retry, or something around it, asks what kind of call it is. */
function looksAtKind(retry: ElementView): boolean {
  for (let element: ElementView | undefined = retry; element !== undefined; element = element.parent)
    if (element.attribute('condition')?.nodes.some((node) => kinds.test(contextPath(node) ?? '')) === true) return true;
  return false;
}

const kinds = /^(?:Request\.Method|Request\.Body|Operation)/;

/** A token may be asked for twice. */
const asksForToken = (call: ElementView): boolean => /grant_type/.test(call.child('set-body')?.text?.written ?? '');
