import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/cli/lint/fix/apply-fixes.ts';
import { directivesOf } from '../../../src/cli/lint/suppress/directives-of.ts';
import { suppress } from '../../../src/cli/lint/suppress/suppress.ts';
import { parseXml } from '../../../src/compiler/1-parse/xml/parse.ts';
import { type Diagnostic, Findings } from '../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../src/diagnostics/source.ts';

/** A document in which every `<w …>` is a warning `unsupported/policy`, `<n>` a warning `document/no-place`, and `<e>` an error `element/unknown`. */
function judge(text: string) {
  const source = new Source('a.xml', text);
  const findings = new Findings();
  const directives = directivesOf(
    text,
    parseXml(source, () => undefined),
    findings.reporter(source),
  );
  const codes = { w: 'unsupported/policy', n: 'document/no-place', e: 'element/unknown' } as const;
  const found = [...text.matchAll(/<([wne])\b/g)].map(
    (match): Diagnostic => ({
      code: codes[match[1] as keyof typeof codes],
      severity: match[1] === 'e' ? 'error' : 'warning',
      message: '',
      source,
      span: { start: match.index + 1, end: match.index + 2 },
    }),
  );
  const result = suppress(source, [...found, ...findings.all], directives);
  const brief = ({ code, span }: Diagnostic): string => `${code} ${source.locate(span.start).line}`;
  return {
    kept: result.findings.filter(({ code }) => !code.startsWith('suppression/')).map(brief),
    faults: result.findings.filter(({ code }) => code.startsWith('suppression/')).map(brief),
    reasons: result.suppressed.map(({ finding, by }) => `${brief(finding)}: ${by.kind === 'comment' ? by.reason : ''}`),
    fixed: () => applyFixes(text, result.findings),
  };
}

const w = 'unsupported/policy';

describe('a comment that suppresses', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['the next line', `<p>\n<!-- fedpass-disable-next-line ${w}: ok -->\n<w/> <w/>\n<w/>\n</p>`, [`${w} 4`], [`${w} 3: ok`, `${w} 3: ok`]],
    ['the next line, from the end of a line', `<p><!-- fedpass-disable-next-line ${w}: ok --> <w/>\n<w/></p>`, [`${w} 1`], [`${w} 2: ok`]],
    ['the next line after CRLF', `<p>\r\n<!-- fedpass-disable-next-line ${w}: ok -->\r\n<w/>\r\n<w/></p>`, [`${w} 4`], [`${w} 3: ok`]],
    [
      'several, one under another',
      `<p>\n<!-- fedpass-disable-next-line ${w}: ok -->\n<!-- fedpass-disable-next-line document/no-place: so -->\n<w/><n/>\n</p>`,
      [],
      [`${w} 4: ok`, 'document/no-place 4: so'],
    ],
    [
      'the next element, whole',
      `<p>\n<!-- fedpass-disable-next-element ${w}: ok -->\n\n<x\n a="1">\n<w/>\n</x>\n<w/></p>`,
      [`${w} 8`],
      [`${w} 6: ok`],
    ],
    ['the root element', `<!-- fedpass-disable-next-element ${w}: ok -->\n<p><w/></p>`, [], [`${w} 2: ok`]],
    [
      'a range',
      `<p><w/>\n<!-- fedpass-disable ${w}: ok -->\n<w/><n/>\n<!-- fedpass-enable -->\n<w/></p>`,
      [`${w} 1`, 'document/no-place 3', `${w} 5`],
      [`${w} 3: ok`],
    ],
    [
      'a range that ends for one code',
      `<p><!-- fedpass-disable ${w}: ok --><!-- fedpass-disable document/no-place: so -->\n<w/>\n<!-- fedpass-enable ${w} --><w/>\n<n/><!-- fedpass-enable --></p>`,
      [`${w} 3`],
      [`${w} 2: ok`, 'document/no-place 4: so'],
    ],
    ['the file, from anywhere', `<p><w/>\n<!-- fedpass-disable-file ${w}: ok -->\n<w/></p>`, [], [`${w} 1: ok`, `${w} 3: ok`]],
    [
      'several codes for one reason',
      `<p>\n<!--fedpass-disable-next-line ${w}, document/no-place:\n  for\n  now-->\n<w/><n/></p>`,
      [],
      [`${w} 5: for now`, 'document/no-place 5: for now'],
    ],
    ['a reason behind two hyphens', `<p>\n<!-- fedpass-disable-next-line ${w} -- ok: so -->\n<w/></p>`, [], [`${w} 3: ok: so`]],
    ['nothing inside an expression', `<p><v a='@("<!-- fedpass-disable-file ${w}: ok -->")'/><w/></p>`, [`${w} 1`], []],
    ['nothing inside CDATA', `<p><![CDATA[<!-- fedpass-disable-file ${w}: ok -->]]><w/></p>`, [`${w} 1`], []],
    ['nothing when it is an ordinary comment', `<p><!-- fedpass-team: unsupported/policy --><w/></p>`, [`${w} 1`], []],
  ])('%s', (_what, text, kept, reasons) => {
    expect(judge(text)).toMatchObject({ kept, reasons, faults: [] });
  });

  it.each<[string, string, readonly string[], readonly string[]]>([
    ['without a reason', `<p>\n<!-- fedpass-disable-next-line ${w} -->\n<w/></p>`, [`${w} 3`], ['suppression/no-reason 2']],
    ['with an empty reason', `<p>\n<!-- fedpass-disable-next-line ${w}:  -->\n<w/></p>`, [`${w} 3`], ['suppression/no-reason 2']],
    ['without a code', '<p>\n<!-- fedpass-disable-next-line: ok -->\n<w/></p>', [`${w} 3`], ['suppression/no-code 2']],
    ['with a misspelt word', `<p>\n<!-- fedpass-disable-nextline ${w}: ok -->\n<w/></p>`, [`${w} 3`], ['suppression/unknown-directive 2']],
    [
      'with an unknown code',
      `<p>\n<!-- fedpass-disable-next-line ${w}, unsupported/polcy: ok -->\n<w/></p>`,
      [],
      ['suppression/unknown-code 2'],
    ],
    [
      'for what is not there',
      `<p>\n<!-- fedpass-disable-next-line ${w}: ok -->\n<n/></p>`,
      ['document/no-place 3'],
      ['suppression/unused 2'],
    ],
    ['twice for the same', `<p>\n<!-- fedpass-disable-file ${w}: ok -->\n<!-- fedpass-disable-next-line ${w}: ok -->\n<w/></p>`, [], []],
    [
      'for an error',
      '<p>\n<!-- fedpass-disable-next-line element/unknown: ok -->\n<e/></p>',
      ['element/unknown 3'],
      ['suppression/error 2'],
    ],
    [
      'for what an error may hide',
      `<p>\n<!-- fedpass-disable-next-line ${w}: ok -->\n<n/><e/></p>`,
      ['document/no-place 3', 'element/unknown 3'],
      [],
    ],
    ['before nothing', `<p><w/>\n<!-- fedpass-disable-next-element ${w}: ok --></p>`, [`${w} 1`], ['suppression/nothing-follows 2']],
    ['in a range without end', `<p>\n<!-- fedpass-disable ${w}: ok -->\n<w/></p>`, [`${w} 3`], ['suppression/not-ended 2']],
    ['in a range without beginning', `<p>\n<!-- fedpass-enable -->\n<w/></p>`, [`${w} 3`], ['suppression/not-begun 2']],
  ])('%s is reported', (_what, text, kept, faults) => {
    expect(judge(text)).toMatchObject({ kept, faults });
  });
});

describe('a comment that suppresses nothing', () => {
  it.each<[string, string, string]>([
    ['goes with its line', `<p>\n  <!-- fedpass-disable-next-line ${w}: ok -->\n  <x/>\n</p>`, '<p>\n  <x/>\n</p>'],
    ['goes alone from a line with more on it', `<p> <!-- fedpass-disable-next-line ${w}: ok --> <x/></p>`, '<p>  <x/></p>'],
    [
      'loses one code of two',
      `<p>\n<!-- fedpass-disable-next-line ${w}, document/no-place: ok -->\n<w/></p>`,
      `<p>\n<!-- fedpass-disable-next-line ${w}: ok -->\n<w/></p>`,
    ],
    [
      'loses the first of two',
      `<p>\n<!-- fedpass-disable-next-line ${w}, document/no-place: ok -->\n<n/></p>`,
      '<p>\n<!-- fedpass-disable-next-line document/no-place: ok -->\n<n/></p>',
    ],
  ])('%s', (_what, text, fixed) => expect(judge(text).fixed()).toBe(fixed));
});
