import { canHold } from '../flow/cast.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { Bound } from '../types/bound.ts';
import type { Type } from '../types/type.ts';
import { typeText } from '../types/type-text.ts';
import { readOf } from '../view/reads.ts';

const wrong = finding('`{variable}` holds `{actual}`, which cannot be cast to `{target}`', '{hint}');

export default defineRule({
  code: 'variable/wrong-type',
  severity: 'warning',
  summary: 'A variable is cast to a type that it never has.',
  why: 'Variables are objects: a cast takes the very type that was stored. A literal of `set-variable` is a `string`, also `value="5"`; a part of a JSON document is a `JToken` until it is converted. The wrong cast fails the request with an invalid cast, and `GetValueOrDefault<T>` does the same.',
  examples: {
    bad: [
      {
        xml: `<set-variable name="limit" value="5" />
<set-header name="X-Limit"><value>@((«(int)context.Variables["limit"]» + 1).ToString())</value></set-header>`,
      },
      {
        xml: `<set-variable name="user" value="@(context.Request.Body.As<JObject>(preserveContent: true)["user"])" />
<set-header name="X-User"><value>@(«(string)context.Variables["user"]»)</value></set-header>`,
      },
    ],
    good: [
      {
        xml: `<set-variable name="limit" value="@(5)" />
<set-header name="X-Limit"><value>@(((int)context.Variables["limit"] + 1).ToString())</value></set-header>`,
      },
      {
        xml: `<set-variable name="user" value="@((string)context.Request.Body.As<JObject>(preserveContent: true)["user"])" />
<set-header name="X-User"><value>@((string)context.Variables["user"])</value></set-header>`,
      },
    ],
  },
  messages: { wrong },
  check({ document, flow, library, report }) {
    for (const value of document.expressions) {
      if (value.reads.reads.length === 0) continue;
      const variables = flow.stateOf(value)?.variables;
      for (const node of value.nodes) {
        const cast = castOf(node);
        const writes = cast === undefined ? [] : (variables?.get(cast.name)?.writes ?? []);
        if (cast === undefined || writes.length === 0) continue;
        const types = writes.map((write) => flow.typeOf(write));
        const [actual] = types;
        if (actual === undefined || types.some((type) => type === undefined || canHold(library, type, cast.target))) continue;
        const texts = { variable: cast.name, actual: typeText(actual), target: typeText(cast.target) };
        report(wrong, node.span, { ...texts, hint: hintFor(texts.actual, texts.target) });
      }
    }
  },
});

/** A cast of a variable, or a typed read of one. */
function castOf(node: Bound): { readonly name: string; readonly target: Type } | undefined {
  if (node.kind === 'convert' && (node.conversion.kind === 'unboxing' || node.conversion.kind === 'down')) {
    const read = readOf(node.operand);
    return read === undefined || read.how === 'test' ? undefined : { name: read.name, target: node.type };
  }
  const read = node.kind === 'call' ? readOf(node) : undefined;
  const [target] = node.kind === 'call' ? node.typeArgs : [];
  return read?.how === 'default' && target !== undefined ? { name: read.name, target } : undefined;
}

function hintFor(actual: string, target: string): string {
  if (target === 'string') return 'store a string, or call `.ToString()` in place of the cast';
  if (actual === 'string') return `store it as an expression that gives \`${target}\`, or parse the text here`;
  return `store \`${target}\`, or convert it here`;
}
