import type { ReportOptions, Results } from '../../../src/cli/reports/report.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../src/diagnostics/source.ts';

/** Text that every format has to escape in its own way. */
export const hostile = 'a<b> & "c" \'d\' ]]> 100% x=y, z:: \u0000\u0007\u001b[31m\ufffe \ud800 🔑 \r\nnext\ttab {0} [1](2) --> é';

/** A finding at the first place where `marked` stands in the source. */
export function finding(source: Source, marked: string, extra: Partial<Diagnostic> = {}): Diagnostic {
  const start = source.text.indexOf(marked);
  if (start < 0) throw new Error(`no ${marked}`);
  return { code: 'test/one', severity: 'error', message: 'a message', source, span: { start, end: start + marked.length }, ...extra };
}

const plain = new Source('policies/a b/é#1.xml', '<a>\n  <b x="🔑" y="2"/>\n  <c/>\n</a>\n');
const marked = new Source('policies/bom.xml', '\uFEFF<polices/>\r\n<x>\r</x>');

/** Findings of every kind: severities, codes of C#, help, fixes, other places, several lines, a byte order mark, and hostile text. */
export const results: Results = {
  files: 3,
  names: ['policies/a b/é#1.xml', 'policies/bom.xml', 'policies/clean.xml'],
  findings: [
    finding(plain, 'y="2"', {
      code: 'csharp/unknown-member',
      cs: 'CS1061',
      help: 'did you mean `z`?',
      related: [{ source: marked, span: { start: 1, end: 9 }, message: `also ${hostile}` }],
      fix: {
        title: 'rename it',
        edits: [
          { span: { start: 16, end: 17 }, text: 'z' },
          { span: { start: 3, end: 3 }, text: '' },
        ],
      },
    }),
    finding(plain, '<c/>\n</a>', { severity: 'warning', code: 'unsupported/policy', message: hostile, help: hostile }),
    finding(plain, '<c/>', { severity: 'info', code: 'document/no-place' }),
    finding(marked, 'polices'),
    finding(marked, 'polices'),
    { ...finding(marked, '<x>'), span: { start: 13, end: 13 } },
  ],
  suppressed: [
    {
      finding: finding(plain, '<b', { severity: 'warning', code: 'unsupported/policy' }),
      by: { kind: 'comment', reason: `known: ${hostile}` },
    },
    { finding: finding(plain, '<c', { severity: 'warning', code: 'unsupported/policy' }), by: { kind: 'baseline' } },
  ],
};

export const options: ReportOptions = { color: false, cwd: '/repo/sub', root: '/repo' };
