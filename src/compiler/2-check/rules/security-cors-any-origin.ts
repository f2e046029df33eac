import { defineRule, finding } from '../lint/define.ts';

const anyOrigin = finding(
  'with `allow-credentials` every web site may call with the cookies and tokens of its visitors',
  'list the origins that may, or leave out `allow-credentials`',
);

export default defineRule({
  code: 'security/cors-any-origin',
  severity: 'warning',
  summary: 'CORS lets every origin in, with credentials.',
  why: '`*` together with credentials is what the CORS protocol forbids; gateways that answer it by echoing the origin of the caller turn every web page into a client that acts as its visitor. List the origins, or serve public data without credentials.',
  examples: {
    bad: [
      {
        xml: `<cors allow-credentials="true">
  <allowed-origins>
    <origin>«*»</origin>
  </allowed-origins>
</cors>`,
      },
    ],
    good: [
      {
        xml: `<cors allow-credentials="true">
  <allowed-origins>
    <origin>https://app.example.com</origin>
  </allowed-origins>
</cors>`,
      },
      {
        xml: `<cors>
  <allowed-origins>
    <origin>*</origin>
  </allowed-origins>
</cors>`,
      },
    ],
  },
  messages: { anyOrigin },
  check({ document, report }) {
    for (const cors of document.named('cors')) {
      if (cors.literal('allow-credentials')?.toLowerCase() !== 'true') continue;
      for (const { text } of cors.child('allowed-origins')?.named('origin') ?? [])
        if (text?.literal === '*') report(anyOrigin, text.span, {});
    }
  },
});
