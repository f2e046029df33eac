import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';

const empty = finding('<{element}> holds no policy, so that it does nothing', 'remove it, or add what it was made for');

export default defineRule({
  code: 'flow/without-effect',
  severity: 'info',
  summary: 'A choose, otherwise, retry or fragment holds no policy.',
  why: 'An element that only makes sense around policies and has none is a leftover, or something that was never finished. An empty `when` before other branches is not reported: it says that nothing shall happen in that case.',
  fixes: true,
  examples: {
    bad: [
      {
        xml: `<choose>
  <when condition="@(context.Request.Method == "GET")">
    <set-header name="X-Kind"><value>read</value></set-header>
  </when>
  «<otherwise />»
</choose>`,
        fixed: `<choose>
  <when condition="@(context.Request.Method == "GET")">
    <set-header name="X-Kind"><value>read</value></set-header>
  </when>
</choose>`,
      },
      {
        xml: `<«choose»>
  <when condition="@(context.Request.Method == "GET")" />
</choose>`,
      },
    ],
    good: [
      {
        xml: `<choose>
  <when condition="@(context.Request.Method == "GET")" />
  <otherwise>
    <set-header name="X-Kind"><value>write</value></set-header>
  </otherwise>
</choose>`,
      },
      {
        title: 'A comment says that it is meant.',
        xml: `<choose>
  <when condition="@(context.Request.Method == "GET")">
    <set-header name="X-Kind"><value>read</value></set-header>
  </when>
  <otherwise>
    <!-- nothing else is needed -->
  </otherwise>
</choose>`,
      },
    ],
  },
  messages: { empty },
  check({ document, report }) {
    for (const choose of document.named('choose')) {
      if (choose.children.length > 0 && choose.children.every(isEmpty)) report(empty, choose.nameSpan, { element: 'choose' });
      else
        for (const otherwise of choose.named('otherwise'))
          if (isEmpty(otherwise) && otherwise.tree.children.every(({ kind }) => kind === 'text'))
            report(empty, otherwise.span, { element: 'otherwise' }, { fix: without(otherwise, document.source.text) });
    }
    for (const element of document.named('retry', 'limit-concurrency', 'wait'))
      if (isEmpty(element)) report(empty, element.nameSpan, { element: element.name });
    if (document.kind === 'fragment' && isEmpty(document.root)) report(empty, document.root.nameSpan, { element: 'fragment' });
  },
});

const isEmpty = (element: ElementView): boolean => element.children.length === 0;

/** Removes an element, with its line where it has one for itself. */
function without({ span }: ElementView, text: string): Fix {
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  const indent = /\r?\n[ \t]*$/.exec(before)?.[0] ?? '';
  const alone = indent !== '' && /^[ \t]*(?:\r?\n|$)/.test(after);
  return {
    title: 'remove the empty element',
    edits: [{ span: { start: alone ? span.start - indent.length : span.start, end: span.end }, text: '' }],
  };
}
