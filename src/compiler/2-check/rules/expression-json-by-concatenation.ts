import { ofKind } from '../flow/origin.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { Bound } from '../types/bound.ts';

const joined = finding(
  '{what} is joined into JSON as it is: a quote in it ends the string',
  'build it: `new JObject(new JProperty("name", value)).ToString()`, or `JsonConvert.SerializeObject(value)`',
);

export default defineRule({
  code: 'expression/json-by-concatenation',
  severity: 'warning',
  summary: 'Input of the client is put between the quotes of JSON without being escaped.',
  why: 'A value with a quote or a backslash breaks the document, and one that is made for it adds members of its own: another role, another query, another tenant. Newtonsoft’s classes escape what they write.',
  examples: {
    bad: [
      {
        xml: '<set-body>@("{\\"user\\": \\"" + «context.Request.Headers.GetValueOrDefault("X-User", "")» + "\\"}")</set-body>',
      },
      {
        xml: '<set-body>@($"{{\\"user\\": \\"{«context.Request.Headers.GetValueOrDefault("X-User", "")»}\\"}}")</set-body>',
      },
    ],
    good: [
      {
        xml: '<set-body>@(new JObject(new JProperty("user", context.Request.Headers.GetValueOrDefault("X-User", ""))).ToString())</set-body>',
      },
      { xml: '<set-body>@("{\\"count\\": " + context.Request.Headers.Count + "}")</set-body>' },
    ],
  },
  messages: { joined },
  check({ document, flow, report }) {
    for (const value of document.expressions) {
      if (!value.nodes.some(isJoined)) continue;
      const parts = flow.parts(value);
      if (parts === undefined) continue;
      for (const node of value.nodes)
        for (const quoted of isJoined(node) ? quotedParts(node) : []) {
          const [origin] = ofKind(parts.of(quoted), 'client', 'client-credential', 'cookie', 'unverified');
          if (origin !== undefined) report(joined, quoted.span, { what: origin.what });
        }
    }
  },
});

type Joined = Bound & { readonly kind: 'concat' | 'interpolated' };

const isJoined = (node: Bound): node is Joined => node.kind === 'concat' || node.kind === 'interpolated';

/** The parts that stand right between two quotes, in a text that names a member before: `"user": "` … `"`. */
function quotedParts(node: Joined): readonly Bound[] {
  const pieces: readonly (string | Bound)[] =
    node.kind === 'concat'
      ? node.parts.map((part) => (typeof part.constant?.value === 'string' ? part.constant.value : part))
      : node.parts.map((part) => (part.kind === 'text' ? part.text : part.value));
  return pieces.flatMap((piece, i) => {
    const before = pieces[i - 1];
    const after = pieces[i + 1];
    if (typeof piece === 'string' || typeof before !== 'string' || typeof after !== 'string') return [];
    return /["'][\w$.-]+["']\s*:\s*"[^"]*$/.test(before) && /^[^"]*"\s*(?:[,}\]]|$)/.test(after) ? [piece] : [];
  });
}
