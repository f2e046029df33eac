import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { elements, read } from './reading.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const present = existsSync(`${corpus}MANIFEST.json`);

interface Listed {
  readonly file: string;
  readonly format: string;
  readonly multi_root?: boolean;
}

interface Verdict {
  readonly file: string;
  readonly verdict: string;
  readonly why: readonly string[];
}

const list = <Row>(name: string): Row[] => (present ? JSON.parse(readFileSync(corpus + name, 'utf8')) : []);

/** Published documents: those whose verdict speaks of XML are refused, and no other. */
describe.skipIf(!present)('published documents', () => {
  const files = list<Listed>('MANIFEST.json');
  const verdicts = new Map(list<Verdict>('EXPECTED.json').map((verdict) => [verdict.file, verdict]));
  const concernsXml = ({ verdict, why }: Verdict) => verdict === 'error' && /^(?:xml|lexical|several roots)/.test(why[0] ?? '');
  const readings = files.map((entry) => ({ ...entry, reading: read(readFileSync(corpus + entry.file, 'utf8')) }));

  it('are refused only where the XML is wrong', () => {
    const refused = readings
      .filter(({ reading }) => reading.findings.some((finding) => finding.startsWith('error')))
      .map(({ file }) => file);
    const expected = [...verdicts.values()].filter(concernsXml).map(({ file }) => file);
    expect(readings.length).toBeGreaterThan(400);
    expect(expected.length).toBeGreaterThan(5);
    expect(refused.sort()).toEqual(expected.sort());
  });

  it('have one error each where they are refused', () => {
    for (const { file, reading } of readings) {
      const errors = reading.findings.filter((finding) => finding.startsWith('error'));
      expect(errors.length, `${file}: ${errors.join(', ')}`).toBeLessThanOrEqual(1);
    }
  });

  it('are in the dialect that their list says, but where a second root makes them no XML', () => {
    const other = readings.filter(({ format, multi_root, reading }) => !multi_root && reading.document.dialect !== format);
    expect(other.map(({ file }) => file)).toEqual([]);
  });

  it('keep every offset', () => {
    for (const { file, reading } of readings) {
      for (const element of elements(reading.document)) {
        expect(reading.at(element.nameSpan), file).toBe(element.name);
        for (const attribute of element.attributes) {
          expect(reading.at(attribute.nameSpan), file).toBe(attribute.name);
          const { value } = attribute;
          if (value.kind === 'literal' || !value.map.exact) continue;
          expect(reading.at(value.codeSpan), file).toBe(value.code);
        }
      }
    }
  });
});
