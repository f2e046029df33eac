import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { type BodyRead, bodyReads } from '../flow/body-reads.ts';
import { targetOf } from '../flow/structure.ts';
import type { Domain } from '../flow/walk.ts';
import { writesOf } from '../flow/writes.ts';
import { defineRule, finding, type RuleContext } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

const again = finding(
  'this body was read before without `preserveContent`, so that nothing is left',
  'read it with `preserveContent: true` the first time, or keep the result in a variable',
);
const forwarded = finding('reading the body uses it up, and the request is forwarded after this', 'add `preserveContent: true`');
const answered = finding('reading the body uses it up, and the client then gets an empty one', 'add `preserveContent: true`');

export default defineRule({
  code: 'expression/body-used-up',
  severity: 'warning',
  summary: 'A body is read without preserveContent, and needed afterwards.',
  why: '`Body.As<T>()` without `preserveContent: true` consumes the body: a second read gives null or an empty text, a forwarded request has no body, and an answer reaches the client empty. A `set-body` in between gives it a new one.',
  fixes: true,
  examples: {
    bad: [
      {
        xml: `<policies>
  <inbound>
    <base />
    <set-variable name="query" value="@((string)«context.Request.Body.As<JObject>()»["query"])" />
    <set-header name="X-Query"><value>@((string)context.Variables["query"])</value></set-header>
  </inbound>
  <backend>
    <forward-request />
  </backend>
</policies>`,
        fixed: `<policies>
  <inbound>
    <base />
    <set-variable name="query" value="@((string)context.Request.Body.As<JObject>(preserveContent: true)["query"])" />
    <set-header name="X-Query"><value>@((string)context.Variables["query"])</value></set-header>
  </inbound>
  <backend>
    <forward-request />
  </backend>
</policies>`,
      },
      {
        xml: `<send-request mode="new" response-variable-name="answer">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
</send-request>
<set-variable name="id" value="@((string)((IResponse)context.Variables["answer"]).Body.As<JObject>()["id"])" />
<set-variable name="name" value="@((string)«((IResponse)context.Variables["answer"]).Body.As<JObject>()»["name"])" />`,
      },
    ],
    good: [
      {
        xml: `<policies>
  <inbound>
    <base />
    <set-variable name="query" value="@((string)context.Request.Body.As<JObject>(preserveContent: true)["query"])" />
  </inbound>
  <backend>
    <forward-request />
  </backend>
</policies>`,
      },
      {
        section: 'outbound',
        title: 'The body is replaced by what was read.',
        xml: '<set-body>@(context.Response.Body.As<string>().Replace("http://", "https://"))</set-body>',
      },
    ],
  },
  messages: { again, forwarded, answered },
  check(context) {
    const { document, flow, report } = context;
    const said = new Set<BodyRead['node']>();
    const once = (read: BodyRead, tell: () => void): void => {
      if (said.has(read.node)) return;
      said.add(read.node);
      tell();
    };
    const own = new Set<ElementView>(document.elements);
    const result = flow.run(
      consumption({
        twice: (read, first) => {
          const related = [{ source: document.source, span: first.node.span, message: 'used up here' }];
          if (own.has(read.value.owner)) once(read, () => report(again, read.node.span, {}, { related }));
        },
        lost: (read) => {
          if (own.has(read.value.owner)) once(read, () => report(forwarded, read.node.span, {}, preserved(context, read)));
        },
      }),
    );
    for (const read of result.atEnd('outbound')?.get('response') ?? [])
      if (own.has(read.value.owner)) once(read, () => report(answered, read.node.span, {}, preserved(context, read)));
  },
});

/** The reads that have used up each body. */
type Consumed = ReadonlyMap<string, readonly BodyRead[]>;

interface Listener {
  readonly twice: (read: BodyRead, first: BodyRead) => void;
  readonly lost: (read: BodyRead) => void;
}

function consumption({ twice, lost }: Listener): Domain<Consumed> {
  const consume = (state: Consumed, value: ValueView): Consumed => {
    const reads = bodyReads(value);
    if (reads.length === 0) return state;
    const next = new Map(state);
    for (const read of reads) {
      const [first] = state.get(read.body) ?? [];
      if (first !== undefined && first.value !== value) twice(read, first);
      if (!read.keeps) next.set(read.body, [...(next.get(read.body) ?? []), read]);
    }
    return next;
  };
  const forward = (state: Consumed): Consumed => {
    for (const read of state.get('request') ?? []) lost(read);
    return state;
  };
  return {
    start: new Map(),
    join,
    after(state, policy) {
      let next = state;
      for (const element of policy.all()) {
        for (const value of [...element.attributes.values(), ...element.texts]) next = consume(next, value);
        next = renewed(next, element);
      }
      return policy.name === 'forward-request' ? forward(next) : next;
    },
    afterUnknown: (state, splice) => (splice.name === 'base' && splice.section === 'backend' ? forward(state) : state),
    assume: (state, condition) => consume(state, condition),
  };
}

function join(a: Consumed, b: Consumed): Consumed {
  if (a === b) return a;
  const all = new Map(a);
  for (const [body, reads] of b) {
    const known = all.get(body) ?? [];
    all.set(body, [...known, ...reads.filter((read) => !known.includes(read))]);
  }
  return all;
}

/** A body that is set, or a response that is fetched anew, is there again. */
function renewed(state: Consumed, element: ElementView): Consumed {
  const writes = writesOf(element);
  const bodies = writes === 'unknown' ? [] : writes.map(({ name }) => `variable ${name}`);
  if (element.name === 'set-body') {
    const { kind } = targetOf(element);
    if (kind === 'request' || kind === 'open') bodies.push('request');
    if (kind === 'response' || kind === 'open') bodies.push('response');
  }
  if (element.name === 'forward-request') bodies.push('response');
  if (!bodies.some((body) => state.has(body))) return state;
  const next = new Map(state);
  for (const body of bodies) next.delete(body);
  return next;
}

/** Writes the argument into empty parentheses. */
function preserved({ document }: Pick<RuleContext, 'document'>, { node }: BodyRead): { readonly fix?: Fix } {
  const end = node.span.end - 1;
  const written = document.source.text.slice(node.span.start, node.span.end);
  if (!/\(\s*\)$/.test(written)) return {};
  return { fix: { title: 'keep the body', edits: [{ span: { start: end, end }, text: 'preserveContent: true' }] } };
}
