import { defineRule, finding } from '../lint/define.ts';

const early = finding(
  'the cache is asked before the credential is known, so that nothing tells one caller’s answer from another’s',
  'move it below <get-authorization-context>',
);

export default defineRule({
  code: 'credential/cached-before-credential',
  severity: 'warning',
  summary: 'The response cache is asked before the credential of the call is known.',
  why: 'What a backend answers depends on whose token it saw. Entries are kept apart by connection and caller, which are known once `get-authorization-context` has run; asked before it, the cache can give no such entry, and in API Management it gives one that was made with another token.',
  examples: {
    bad: [
      {
        xml: `<«cache-lookup» vary-by-developer="false" vary-by-developer-groups="false" />
<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />`,
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />`,
      },
    ],
  },
  messages: { early },
  check({ document, report }) {
    const [credential] = [...document.named('get-authorization-context')].reverse();
    for (const lookup of document.named('cache-lookup'))
      if (credential !== undefined && lookup.section === credential.section && lookup.span.start < credential.span.start)
        report(
          early,
          lookup.nameSpan,
          {},
          { related: [{ source: document.source, span: credential.nameSpan, message: 'the credential' }] },
        );
  },
});
