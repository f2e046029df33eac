import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import type { ProjectFacts } from '../../src/compiler/2-check/project.ts';
import { check } from '../../src/compiler/compile.ts';
import { lintDocument } from '../../src/compiler/lint.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { commonFaults } from './seeded/common.ts';
import { expressionFaults } from './seeded/expressions.ts';
import { good } from './seeded/good.ts';
import { ruleFaults } from './seeded/rules.ts';
import { structureFaults } from './seeded/structure.ts';

const project: ProjectFacts = {
  library: createLibrary(),
  fragments: new Set(['team']),
  namedValues: new Map([
    ['org', { kind: 'plain', text: 'contoso' }],
    ['key', { kind: 'secret' }],
  ]),
  connections: new Map([['github', new Set(['org'])]]),
  entities: {
    backend: new Set(['eu']),
    certificate: new Set(['partner']),
    logger: new Set(['audit']),
    schema: new Set(['order']),
    cache: new Set(['internal', 'prefer-external']),
  },
};
const faults = [...commonFaults, ...structureFaults, ...expressionFaults, ...ruleFaults];

const run = (text: string) =>
  lintDocument(check(new Source('policies/subgraphs/crm.xml', text), 'subgraph', project, { unsupported: 'error' }), 'unknown', project);

describe('seeded faults', () => {
  it('the good document has none', () => {
    expect(run(good).map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it.each(faults.map((fault) => [fault.title, fault] as const))('%s', (_title, fault) => {
    expect(good.split(fault.from).length, 'the edit is in one place').toBe(2);
    const text = good.replace(fault.from, () => fault.to);
    const findings = run(text);
    const shown = findings.map(({ code, cs, span, help }) => ({ code, cs, at: text.slice(span.start, span.end), help }));
    const found = shown.find(({ code, at }) => code === fault.code && at === fault.at);
    expect(found, JSON.stringify(shown, undefined, 1)).toBeDefined();
    if (fault.cs !== undefined) expect(found?.cs).toBe(fault.cs);
    if (fault.help !== undefined) expect(found?.help).toContain(fault.help);
  });

  it('are of many kinds', () => {
    expect(new Set(faults.map(({ code }) => code)).size).toBeGreaterThanOrEqual(80);
    expect(new Set(faults.map(({ title }) => title)).size).toBe(faults.length);
  });

  it('several faults are found in one run', () => {
    const text = good
      .replace('exists-action="override"', 'exist-action="override"')
      .replace('.ToLower()', '.ToLowr()')
      .replace('{{org}}</value>', '{{orh}}</value>');
    expect(run(text).length).toBeGreaterThanOrEqual(3);
  });
});
