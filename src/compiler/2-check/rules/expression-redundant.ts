import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { ValueView } from '../view/value-view.ts';

const redundant = finding('this expression only gives a text that could stand here by itself', 'write the text');

export default defineRule({
  code: 'expression/redundant',
  severity: 'info',
  summary: 'An expression is nothing but a string literal.',
  why: 'A literal is read at a glance, checked against the schema and compiled into the handler as it is. Texts that a literal could not hold as they are (blanks at the ends, line breaks, a leading `@`, double braces) are not reported.',
  fixes: true,
  examples: {
    bad: [
      {
        xml: '<set-header name="X-Team"><value>«@("blue")»</value></set-header>',
        fixed: '<set-header name="X-Team"><value>blue</value></set-header>',
      },
      {
        xml: '<set-variable name="team" value="«@("blue & red")»" />',
        fixed: '<set-variable name="team" value="blue &amp; red" />',
      },
    ],
    good: [
      { xml: '<set-header name="X-Team"><value>blue</value></set-header>' },
      { title: 'A number stays a number.', xml: '<set-variable name="limit" value="@(5)" />' },
      { xml: '<set-variable name="greeting" value="@("hello ")" />' },
    ],
  },
  messages: { redundant },
  check({ document, report }) {
    for (const value of document.expressions) {
      const text = literalText(value);
      if (text !== undefined) report(redundant, value.span, {}, { fix: plain(value, text) });
    }
  },
});

/** The text of a value that is one string literal, when the text means the same without an expression around it. */
function literalText(value: ValueView): string | undefined {
  const { bound, tree } = value;
  if (bound?.ok !== true || tree.kind !== 'single' || tree.namedValues.length > 0 || bound.body.kind !== 'value') return undefined;
  const node = bound.body.value;
  const text = node.kind === 'literal' ? node.constant.value : undefined;
  if (typeof text !== 'string' || text === '' || !meansItself.test(text) || text.includes('{{') || text.includes('{%')) return undefined;
  // A template is text with a language of its own, and the name of a policy's part may be compared as it stands.
  return value.owner.literal('template') === undefined ? text : undefined;
}

/** No blanks at the ends, no control characters, no private use marks, and no `@` that would begin an expression. */
const meansItself = /^(?!@)(?!\s)[^\p{Cc}\p{Co}]*(?<!\s)$/u;

function plain(value: ValueView, text: string): Fix {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return {
    title: 'write the text itself',
    edits: [{ span: value.span, text: value.attribute === undefined ? escaped : escaped.replace(/"/g, '&quot;').replace(/'/g, '&apos;') }],
  };
}
