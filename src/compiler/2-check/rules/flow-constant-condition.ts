import type { Span } from '../../../diagnostics/span.ts';
import { soleValue } from '../flow/result-type.ts';
import { truth, truthOf } from '../flow/truth.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { Bound } from '../types/bound.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

const constant = finding('this condition is always {truth}', 'remove the branch or its condition');
const contradicts = finding('this is never true: it asks for two different values of the same thing', 'join the two with `||`');
const always = finding('this is always true: one of two different values is never there', 'join the two with `&&`');
const repeated = finding('the branch is never taken: an earlier one has the same condition', 'remove it, or correct the condition');

export default defineRule({
  code: 'flow/constant-condition',
  severity: 'warning',
  summary: 'A condition always gives the same answer.',
  why: 'A condition that cannot change is a branch that is always or never taken. Most come from `!=` joined by `||` (`a != "x" || a != "y"` holds for everything), `==` joined by `&&`, or a branch that was copied and not changed. A condition made of a named value is a switch and not reported.',
  examples: {
    bad: [
      {
        xml: `<choose>
  <when condition="«@(context.Request.Method != "GET" || context.Request.Method != "HEAD")»">
    <set-header name="X-Kind"><value>write</value></set-header>
  </when>
</choose>`,
      },
      {
        xml: `<choose>
  <when condition="@(context.Request.Method == "GET")">
    <set-header name="X-Kind"><value>read</value></set-header>
  </when>
  <when condition="«@(context.Request.Method == "GET")»">
    <set-header name="X-Kind"><value>write</value></set-header>
  </when>
</choose>`,
      },
      {
        xml: `<choose>
  <when condition="«false»">
    <set-header name="X-Kind"><value>read</value></set-header>
  </when>
</choose>`,
      },
    ],
    good: [
      {
        xml: `<choose>
  <when condition="@(context.Request.Method != "GET" && context.Request.Method != "HEAD")">
    <set-header name="X-Kind"><value>write</value></set-header>
  </when>
</choose>`,
      },
      {
        project: { namedValues: { preview: 'false' } },
        xml: `<choose>
  <when condition="@({{preview}})">
    <set-header name="X-Kind"><value>read</value></set-header>
  </when>
</choose>`,
      },
    ],
  },
  messages: { constant, contradicts, always, repeated },
  check({ document, report }) {
    const text = ({ start, end }: Span): string => document.source.text.slice(start, end).replace(/\s+/g, '');
    for (const branch of document.named('when')) {
      const condition = branch.attribute('condition');
      if (condition === undefined || condition.namedValues.length > 0) continue;
      const known = truthOf(condition);
      if (known !== undefined) {
        report(constant, condition.span, { truth: String(known) });
        continue;
      }
      if (earlier(branch, condition)) {
        report(repeated, condition.span, {});
        continue;
      }
      const value = condition.bound === undefined ? undefined : soleValue(condition.bound.body);
      const clash = value === undefined ? undefined : clashIn(value, text);
      if (clash !== undefined) report(clash === '&&' ? contradicts : always, condition.span, {});
    }
  },
});

/** Whether an earlier branch of the same choose asks the same. What a call gives may differ from one time to the next. */
function earlier(branch: ElementView, condition: ValueView): boolean {
  if (condition.bound?.ok !== true || /\b(?:Random|NewGuid|Now|UtcNow)\b/.test(condition.written)) return false;
  const key = condition.written.replace(/\s+/g, '');
  const siblings = branch.parent?.children ?? [];
  return siblings.slice(0, siblings.indexOf(branch)).some((other) => other.attribute('condition')?.written.replace(/\s+/g, '') === key);
}

/** The operator that joins two comparisons which exclude each other, or of which one always holds. */
function clashIn(node: Bound, text: (span: Span) => string): '&&' | '||' | undefined {
  if (node.kind === 'convert' || node.kind === 'unary') return clashIn(node.operand, text);
  if (node.kind !== 'logical') return undefined;
  const operator = node.operator;
  const wanted = operator === '&&' ? '==' : '!=';
  const asked = new Map<string, unknown>();
  for (const part of parts(node, operator)) {
    if (part.kind !== 'binary' || part.operator !== wanted || truth(part) !== undefined) continue;
    const [side, value] = part.right.constant === undefined ? [part.right, part.left.constant] : [part.left, part.right.constant];
    if (value === undefined || side.constant !== undefined) continue;
    const key = text(side.span);
    if (asked.has(key) && asked.get(key) !== value.value) return operator;
    asked.set(key, value.value);
  }
  return undefined;
}

function parts(node: Bound, operator: '&&' | '||'): readonly Bound[] {
  return node.kind === 'logical' && node.operator === operator ? [...parts(node.left, operator), ...parts(node.right, operator)] : [node];
}
