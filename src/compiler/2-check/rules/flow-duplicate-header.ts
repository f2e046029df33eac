import { contextPath } from '../flow/request-origin.ts';
import { isPolicy, targetOf } from '../flow/structure.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';

const overwritten = finding(
  'the value set here is never used: `{header}` is set again before anything reads it',
  'remove this policy, or correct the name of one of the two',
);

export default defineRule({
  code: 'flow/duplicate-header',
  severity: 'warning',
  summary: 'A header is set twice in a row, so that the first value is lost.',
  why: 'The second `override` throws away what the first one wrote. One of the two has the wrong name, or was copied and forgotten. Headers that something between reads, and those set again in a branch, are not reported.',
  examples: {
    bad: [
      {
        xml: `<set-header name="«X-Team»"><value>blue</value></set-header>
<set-header name="X-Region"><value>eu</value></set-header>
<set-header name="x-team"><value>red</value></set-header>`,
      },
    ],
    good: [
      {
        xml: `<set-header name="X-Team"><value>blue</value></set-header>
<choose>
  <when condition="@(context.Request.Method == "POST")">
    <set-header name="X-Team"><value>red</value></set-header>
  </when>
</choose>`,
      },
      {
        xml: `<set-header name="X-Team"><value>blue</value></set-header>
<set-header name="X-Team" exists-action="append"><value>red</value></set-header>`,
      },
    ],
  },
  messages: { overwritten },
  check({ document, report }) {
    for (const header of document.named('set-header')) {
      if (!isOverride(header)) continue;
      const name = header.attribute('name');
      const again = name?.literal === undefined ? undefined : overwriting(header, name.literal.toLowerCase());
      if (name?.literal === undefined || again === undefined) continue;
      const related = [{ source: document.source, span: again.nameSpan, message: 'set again here' }];
      report(overwritten, name.span, { header: name.literal }, { related });
    }
  },
});

const isOverride = (header: ElementView): boolean =>
  header.children.length > 0 && (header.literal('exists-action') ?? 'override') === 'override';

/** The later sibling that writes the header again, when nothing between can have used it. */
function overwriting(header: ElementView, name: string): ElementView | undefined {
  const siblings = header.parent?.children ?? [];
  for (const next of siblings.slice(siblings.indexOf(header) + 1)) {
    if (readsHeaders(next)) return undefined;
    if (next.name === 'set-header') {
      const written = next.literal('name');
      if (written === undefined) return undefined;
      if (written.toLowerCase() !== name) continue;
      return isOverride(next) || next.literal('exists-action') === 'delete' ? next : undefined;
    }
    if (isPolicy(header) && targetOf(header).kind !== 'call' && !harmless.has(next.name)) return undefined;
  }
  return undefined;
}

/** Policies that neither use headers nor lead elsewhere. */
const harmless: ReadonlySet<string> = new Set([
  'set-header',
  'set-variable',
  'set-query-parameter',
  'set-method',
  'rewrite-uri',
  'set-backend-service',
  'trace',
]);

/** `context` as a whole, or handed on where nobody sees what is read of it. */
function readsHeaders(element: ElementView): boolean {
  for (const part of element.all())
    for (const value of [...part.attributes.values(), ...part.texts]) {
      if (value.isExpression && value.bound?.ok !== true) return true;
      if (value.nodes.some((node) => contextPath(node)?.endsWith('Headers') === true)) return true;
      if (value.bound === undefined && value.written.includes('context.')) return true;
    }
  return false;
}
