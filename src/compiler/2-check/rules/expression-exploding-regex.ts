import { anyNode } from '../../../runtime/dotnet/regex/analysis.ts';
import { costOf } from '../../../runtime/dotnet/regex/engines/cost.ts';
import { parsePattern } from '../../../runtime/dotnet/regex/parse/parse.ts';
import { endless, type Node } from '../../../runtime/dotnet/regex/pattern.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { Bound } from '../types/bound.ts';

const exploding = finding(
  'a text that almost matches this pattern can take forever: a repetition stands inside another one and both can match the same characters',
  'let each character be matched in one way only: `(?:ab)*` for `(?:a|ab)*`, `\\d+` for `(\\d+)+`',
);

export default defineRule({
  code: 'expression/exploding-regex',
  severity: 'warning',
  summary: 'A regular expression can take exponential time.',
  why: 'A backtracking engine tries every way in which nested repetitions can share the input, and for a text that fails at the end there are exponentially many: thirty characters can hold a gateway for hours (CWE-1333). Patterns of this kind run here on an engine of linear time, or with a budget that ends them with an error; in API Management they run until their timeout, if they have one.',
  examples: {
    bad: [
      {
        xml: `<choose>
  <when condition="@(Regex.IsMatch(context.Request.Headers.GetValueOrDefault("X-Name", ""), «"^(\\\\w+\\\\s?)+$"»))">
    <set-header name="X-Valid"><value>true</value></set-header>
  </when>
</choose>`,
      },
    ],
    good: [
      {
        xml: `<choose>
  <when condition="@(Regex.IsMatch(context.Request.Headers.GetValueOrDefault("X-Name", ""), "^\\\\w+(\\\\s\\\\w+)*$"))">
    <set-header name="X-Valid"><value>true</value></set-header>
  </when>
</choose>`,
      },
    ],
  },
  messages: { exploding },
  check({ document, report }) {
    for (const value of document.expressions)
      for (const node of value.nodes) {
        const pattern = patternOf(node);
        if (pattern !== undefined && explodes(pattern.constant?.value)) report(exploding, pattern.span, {});
      }
  },
});

/** The pattern argument of a method or constructor of Regex. */
function patternOf(node: Bound): Bound | undefined {
  if ((node.kind !== 'call' && node.kind !== 'construct') || node.method.owner.fullName !== 'System.Text.RegularExpressions.Regex')
    return undefined;
  return node.args[node.method.params.findIndex(({ name }) => name === 'pattern')];
}

function explodes(pattern: unknown): boolean {
  if (typeof pattern !== 'string' || pattern.includes('{{')) return false;
  try {
    const { body } = parsePattern(pattern, 0);
    return costOf(body) === undefined && anyNode(body, isNested) && !anyNode(body, ({ kind }) => kind === 'reference');
  } catch {
    // What is no pattern fails by itself.
    return false;
  }
}

/** An endless repetition around one that is not fixed. */
const isNested = (node: Node): boolean =>
  node.kind === 'loop' && node.max === endless && anyNode(node.body, (inner) => inner.kind === 'loop' && inner.max !== inner.min);
