import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';

const nothing = finding(
  'no call is made: <backend> has neither <base /> nor <forward-request />',
  'add <forward-request />, or <base /> to inherit it',
);
const twice = finding('the call is made twice: <base /> and <forward-request /> both forward it', 'keep one of them');

export default defineRule({
  code: 'flow/nothing-forwarded',
  severity: 'warning',
  summary: 'The backend section forwards the request never, or twice.',
  why: 'The call to the backend is itself a policy. A backend section that holds others but neither `forward-request` nor `<base />` makes no call at all, and outbound policies find no response. With both, the request is sent twice, mutations included, and the first answer is thrown away.',
  examples: {
    bad: [
      {
        xml: `<policies>
  <inbound />
  <«backend»>
    <set-header name="X-Team"><value>blue</value></set-header>
  </backend>
</policies>`,
      },
      {
        project: { base: '<policies><backend><forward-request /></backend></policies>' },
        xml: `<policies>
  <backend>
    <base />
    <«forward-request» timeout="10" />
  </backend>
</policies>`,
      },
    ],
    good: [
      {
        xml: `<policies>
  <backend>
    <set-header name="X-Team"><value>blue</value></set-header>
    <forward-request />
  </backend>
</policies>`,
      },
      {
        title: 'An empty one may be meant, where inbound always answers by itself.',
        xml: `<policies>
  <inbound>
    <return-response>
      <set-status code="200" reason="OK" />
    </return-response>
  </inbound>
  <backend />
</policies>`,
      },
    ],
  },
  messages: { nothing, twice },
  check({ document, flow, report }) {
    const backend = document.sections.get('backend');
    if (backend === undefined || backend.children.length === 0) return;
    if (![...backend.all()].some(({ name }) => acting.has(name))) report(nothing, backend.nameSpan, {});
    const base = backend.children.find(({ name }) => name === 'base');
    const forward = backend.children.find(({ name }) => name === 'forward-request');
    if (base === undefined || forward === undefined) return;
    const inherited = flow.spliced(base);
    if (inherited !== 'unknown' && inherited.some(forwards)) report(twice, forward.nameSpan, {});
  },
});

/** Policies that make the call, may make it, or answer in its place. */
const acting: ReadonlySet<string> = new Set([
  'base',
  'include-fragment',
  'forward-request',
  'return-response',
  'mock-response',
  'send-request',
]);

const forwards = ({ name }: ElementView): boolean => name === 'forward-request';
