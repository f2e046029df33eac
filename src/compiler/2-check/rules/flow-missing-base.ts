import { defineRule, finding } from '../lint/define.ts';
import { sectionNames } from '../structure/section-names.ts';

const without = finding('<{section}> does not inherit: it has no <base />', 'add <base /> where the inherited policies shall run');
const absent = finding('<{section}> is missing, so that nothing of it is inherited', 'add <{section}><base /></{section}>');

export default defineRule({
  code: 'flow/missing-base',
  severity: 'info',
  summary: 'A section leaves out the policies that the document inherits elsewhere.',
  why: '`<base />` stands for the same section of the document above. A section without it drops everything that is set there for all: authentication, limits, logging, and in `backend` the call itself. Only documents that inherit in another section are reported; one that never does is taken to mean it.',
  examples: {
    bad: [
      {
        xml: `<policies>
  <inbound>
    <base />
  </inbound>
  <backend>
    <base />
  </backend>
  <«outbound»>
    <set-header name="X-Team"><value>blue</value></set-header>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>`,
      },
    ],
    good: [
      {
        xml: `<policies>
  <inbound>
    <base />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
    <set-header name="X-Team"><value>blue</value></set-header>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>`,
      },
      {
        title: 'A document that inherits nothing at all.',
        xml: `<policies>
  <inbound />
  <backend>
    <forward-request />
  </backend>
  <outbound />
  <on-error />
</policies>`,
      },
    ],
  },
  messages: { without, absent },
  check({ document, report }) {
    if (document.kind === 'fragment' || document.scope === 'global' || document.scope === 'base') return;
    if (document.named('base').length === 0) return;
    for (const name of sectionNames) {
      const section = document.sections.get(name);
      if (section === undefined) report(absent, document.root.nameSpan, { section: name });
      else if (![...section.all()].some((element) => stands.has(element.name))) report(without, section.nameSpan, { section: name });
    }
  },
});

/** A backend section with a call of its own, such as one in a retry, replaces the inherited one on purpose. */
const stands: ReadonlySet<string> = new Set(['base', 'forward-request']);
