import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sarif } from '../../../src/cli/reports/sarif.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { finding, hostile, options, results } from './findings.ts';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Location {
  readonly message?: { readonly text: string };
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }; readonly region: Region };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent?: { readonly text: string } }[];
    }[];
  }[];
}
interface Log {
  readonly runs: readonly [
    {
      readonly columnKind: string;
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[] } };
      readonly results: readonly Result[];
    },
  ];
}

/** The published schema, with the two keywords of draft 4 that the validator reads otherwise taken off. */
function schemaValidator() {
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(new URL('./samples/sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

const valid = schemaValidator();
const parse = (text: string): Log => JSON.parse(text) as Log;
const log = parse(sarif(results, options));
const [run] = log.runs;
const regionOf = ({ physicalLocation }: Location): readonly number[] => {
  const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
  return [startLine, startColumn, endLine, endColumn];
};

describe('the SARIF report', () => {
  it.each([
    ['findings of every kind', results],
    ['nothing found', { files: 1, findings: [] }],
    ['only what is suppressed', { files: 1, findings: [], suppressed: results.suppressed ?? [] }],
  ])('is valid by the published schema: %s', (_what, given) => {
    valid(JSON.parse(sarif(given, options)));
    expect(valid.errors ?? []).toEqual([]);
  });

  it('would not be valid if something were wrong, so that the test above can fail', () => {
    const broken = structuredClone(log) as unknown as { runs: [{ results: { level: string }[] }] };
    const [first] = broken.runs[0].results;
    if (first !== undefined) first.level = 'fatal';
    expect(valid(broken)).toBe(false);
  });

  it('gives each result its rule, with help', () => {
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    for (const { help } of run.tool.driver.rules) expect(help.text).not.toMatch(/\{\w+\}/);
    expect(run.results.map(({ level }) => level)).toEqual(['error', 'warning', 'note', 'error', 'error', 'error', 'warning', 'warning']);
  });

  it('counts columns in UTF-16 units, without a byte order mark', () => {
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results.map(({ locations }) => locations.map(regionOf))).toEqual([
      [[2, 13, 2, 18]],
      [[3, 3, 4, 5]],
      [[3, 3, 3, 7]],
      [[1, 2, 1, 9]],
      [[1, 2, 1, 9]],
      [[2, 1, 2, 1]],
      [[2, 3, 2, 5]],
      [[3, 3, 3, 5]],
    ]);
  });

  it('names files from the repository, as URIs', () => {
    expect(run.results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'sub/policies/a%20b/%C3%A9%231.xml',
      uriBaseId: '%SRCROOT%',
    });
    const outside = parse(sarif({ files: 1, findings: [finding(new Source('../../else/a.xml', '<a/>'), '<a')] }, options));
    expect(outside.runs[0].results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({ uri: 'file:///else/a.xml' });
  });

  it('keeps texts as they are', () => {
    expect(run.results[1]?.message.text).toBe(`${hostile}\n${hostile}`);
    expect(run.results[0]?.relatedLocations?.map(({ message }) => message?.text)).toEqual([`also ${hostile}`]);
  });

  it('tells fixes as replacements', () => {
    expect(run.results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      { deletedRegion: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 14 }, insertedContent: { text: 'z' } },
      { deletedRegion: { startLine: 1, startColumn: 4, endLine: 1, endColumn: 4 } },
    ]);
  });

  it('keeps what is suppressed, and says by what', () => {
    expect(run.results.map(({ suppressions }) => suppressions?.map(({ kind }) => kind))).toEqual([
      ...Array<undefined>(6).fill(undefined),
      ['inSource'],
      ['external'],
    ]);
    expect(run.results[6]?.suppressions?.[0]?.justification).toBe(`known: ${hostile}`);
  });

  it('tells findings apart by fingerprints that do not move with the lines', () => {
    const prints = run.results.map(({ partialFingerprints }) => partialFingerprints['fedpassFinding/v1']);
    expect(new Set(prints).size).toBeGreaterThan(5);
    const [first, second] = prints.slice(3, 5).map((print) => print?.split(':'));
    expect([first?.[0] === second?.[0], first?.[1], second?.[1]]).toEqual([true, '1', '2']);
    const moved = (text: string) =>
      parse(sarif({ files: 1, findings: [finding(new Source('a.xml', text), 'b')] }, options)).runs[0].results[0];
    expect(moved('<a>\n\n\t<b  x="1"/></a>')?.partialFingerprints).toEqual(moved('<a>\n<b x="1"/></a>')?.partialFingerprints);
  });
});
