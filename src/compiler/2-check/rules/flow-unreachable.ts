import { isPolicy } from '../flow/structure.ts';
import { truthOf } from '../flow/truth.ts';
import { defineRule, finding } from '../lint/define.ts';

const ended = finding(
  '<{policy}> never runs: <{ending}> before it ends the section on every path',
  'remove it, or move it before <{ending}>',
);
const decided = finding(
  'this branch is never taken: the condition of an earlier one is always true',
  'remove it, or correct the earlier condition',
);

export default defineRule({
  code: 'flow/unreachable',
  severity: 'warning',
  summary: 'A policy stands where control never arrives.',
  why: '`return-response` and `mock-response` end the section at once. What stands behind them, or in a branch behind one that is always taken, looks as if it worked and never runs: a check, a header, a log entry that everybody relies on.',
  examples: {
    bad: [
      {
        xml: `<return-response>
  <set-status code="200" reason="OK" />
</return-response>
<«set-header» name="X-Team"><value>blue</value></set-header>`,
      },
      {
        xml: `<choose>
  <when condition="@(true)">
    <set-header name="X-Team"><value>blue</value></set-header>
  </when>
  <«otherwise»>
    <set-header name="X-Team"><value>red</value></set-header>
  </otherwise>
</choose>`,
      },
    ],
    good: [
      {
        xml: `<choose>
  <when condition="@(context.Request.Method == "OPTIONS")">
    <return-response>
      <set-status code="204" reason="No Content" />
    </return-response>
  </when>
</choose>
<set-header name="X-Team"><value>blue</value></set-header>`,
      },
    ],
  },
  messages: { ended, decided },
  check({ document, flow, report }) {
    for (const element of document.elements) {
      const siblings = element.parent?.children ?? [];
      const before = siblings[siblings.indexOf(element) - 1];
      if (before === undefined) continue;
      if (isPolicy(element) && flow.reaches(before) && !flow.reaches(element) && element.parent?.name !== 'wait')
        report(ended, element.nameSpan, { policy: element.name, ending: before.name });
      else if (
        element.parent?.name === 'choose' &&
        before.name === 'when' &&
        flow.reaches(element.parent) &&
        truthOf(before.attribute('condition')) === true
      )
        report(decided, element.nameSpan, {});
    }
  },
});
