import { contextPath } from '../flow/request-origin.ts';
import { defineRule, finding } from '../lint/define.ts';

const told = finding('`LastError.{member}` is put into {where}', 'answer with a text of your own, and write the error to a trace');

export default defineRule({
  code: 'security/error-in-response',
  severity: 'info',
  summary: 'The text of an internal error is handed to the client.',
  why: 'Messages of errors name hosts, expressions, types and configuration: help for whoever looks for a way in, and none for a user (CWE-209). `LastError.Reason` and a request id are enough to find the entry in the log.',
  examples: {
    bad: [
      {
        section: 'on-error',
        xml: '<set-header name="X-Error"><value>@(«context.LastError.Message»)</value></set-header>',
      },
    ],
    good: [
      { section: 'on-error', xml: '<set-header name="X-Error"><value>@(context.LastError.Reason)</value></set-header>' },
      { section: 'on-error', xml: '<trace source="crm">@(context.LastError.Message)</trace>' },
    ],
  },
  messages: { told },
  check({ flow, report }) {
    for (const { kind, value, what } of flow.sinks) {
      if (kind !== 'response') continue;
      for (const node of value.nodes) {
        const path = contextPath(node);
        if (path === 'LastError.Message') report(told, node.span, { member: 'Message', where: what });
      }
    }
  },
});
