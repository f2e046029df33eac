import { writesOf } from '../flow/writes.ts';
import { defineRule, finding } from '../lint/define.ts';

const misspelt = finding('nothing here sets the variable `{variable}`', 'did you mean `{meant}`?');

export default defineRule({
  code: 'variable/misspelt',
  severity: 'warning',
  summary: 'A variable is read under a name that differs little from one that is set and never read.',
  why: '`GetValueOrDefault` and Liquid give a default for a name that does not exist, so that a typing error never fails and never works. Names of variables are case-sensitive. The finding needs two signs: nothing sets the name that is read, and a variable with nearly that name is set and not read.',
  examples: {
    bad: [
      {
        xml: `<set-variable name="tenantId" value="@(context.User.Id)" />
<set-header name="X-Tenant"><value>@(«context.Variables.GetValueOrDefault("tenantID", "none")»)</value></set-header>`,
      },
    ],
    good: [
      {
        xml: `<set-variable name="tenantId" value="@(context.User.Id)" />
<set-header name="X-Tenant"><value>@(context.Variables.GetValueOrDefault("tenantId", "none"))</value></set-header>`,
      },
      {
        title: 'Another document may set it.',
        xml: '<set-header name="X-Tenant"><value>@(context.Variables.GetValueOrDefault("tenant", "none"))</value></set-header>',
      },
    ],
  },
  messages: { misspelt },
  check({ document, report }) {
    const written = new Set<string>();
    for (const element of document.elements) {
      const writes = writesOf(element);
      if (writes === 'unknown') return;
      for (const { name } of writes) written.add(name);
    }
    const reads = document.values.flatMap((value) => value.reads.reads);
    const unread = [...written].filter((name) => !reads.some((read) => read.name === name));
    for (const { name, how, span } of reads) {
      if (how === 'test' || written.has(name)) continue;
      const meant = unread.find((other) => almostSame(other, name));
      if (meant !== undefined) report(misspelt, span, { variable: name, meant });
    }
  },
});

/** Equal but for case, dashes, dots and underscores, or for one letter of a name that is long enough to be misspelt. */
function almostSame(a: string, b: string): boolean {
  if (plain(a) === plain(b)) return true;
  if (Math.min(a.length, b.length) < 6 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  // A number that differs is meant to.
  const differing = a.slice(start, a.length - end) + b.slice(start, b.length - end);
  return Math.max(a.length, b.length) - start - end <= 1 && !/\d/.test(differing);
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');
