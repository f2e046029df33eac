import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { print } from '../../src/compiler/3-emit/print.ts';
import { CompileMemory } from '../../src/compiler/compile-memory.ts';
import { type CompiledDocument, compileProject, type ProjectDocument } from '../../src/compiler/compile-project.ts';
import { scopeOf } from '../../src/compiler/scope-of.ts';
import { Source } from '../../src/diagnostics/source.ts';

const facts = { library: createLibrary(), namedValues: new Map(), connections: 'unknown' } as const;

type Texts = Readonly<Record<string, string | undefined>>;

const documents = (texts: Texts): readonly ProjectDocument[] =>
  Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name, scope: scopeOf(name), source: new Source(`policies/${name}.xml`, text) }],
  );
const compiled = (texts: Texts, memory?: CompileMemory): readonly CompiledDocument[] =>
  compileProject(documents(texts), facts, { unsupported: 'error' }, memory);

const header = (value: string): string => `<set-header name="X-Mark"><value>${value}</value></set-header>`;
const inbound = (text: string): string => `<policies><inbound>${text}</inbound></policies>`;
const wait = '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />';
const included = '<base /><include-fragment fragment-id="team" />';

/** What a document may become: absent, broken, with other text, or with what whoever calls it must know of. */
const variants = {
  'fragments/team': [
    undefined,
    '<fragment>',
    `<fragment>${header('a')}</fragment>`,
    `<fragment>${header('b')}</fragment>`,
    `<fragment>${wait}</fragment>`,
  ],
  'fragments/teams': [undefined, `<fragment>${header('a')}</fragment>`],
  subgraphs: [undefined, '<policies>', inbound(header('a')), inbound(header('b')), inbound(wait), '<policies><outbound /></policies>'],
  'subgraphs/crm': [undefined, '<policies>', inbound(included), inbound(`${included}${header('a')}`)],
  'subgraphs/billing': [undefined, inbound('<base />'), inbound(header('a'))],
};
const names = Object.keys(variants) as (keyof typeof variants)[];

/** What can be seen of a result. */
const shown = (results: readonly CompiledDocument[]) =>
  results.map(({ document, module, findings }) => ({
    name: document.name,
    text: module && print(module, document.source, 'js', (wanted) => wanted, 'handler.js'),
    findings: findings.map(({ code, message, span }) => ({ code, message, span })),
  }));

const texts = { subgraphs: inbound(header('a')), 'subgraphs/crm': inbound(included), 'subgraphs/billing': inbound('<base />') };
const moduleOf = (results: readonly CompiledDocument[], name: string) => results.find(({ document }) => document.name === name)?.module;

describe('with what it remembers, a project compiles', () => {
  it('to the same as without, whatever changed before', () => {
    const step = fc.constantFrom(...names).chain((name) => fc.constantFrom(...variants[name]).map((text) => ({ name, text })));
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const memory = new CompileMemory();
        let now: Texts = { ...texts, 'fragments/team': `<fragment>${header('a')}</fragment>` };
        for (const { name, text } of steps) {
          now = { ...now, [name]: text };
          expect(shown(compiled(now, memory))).toEqual(shown(compiled(now)));
        }
      }),
      { numRuns: 60 },
    );
  });

  const fragment = (text: string): Texts => ({ ...texts, 'fragments/team': `<fragment>${text}</fragment>` });
  const rows: readonly (readonly [what: string, next: Texts, again: readonly string[]])[] = [
    ['nothing of an unchanged project', fragment(header('a')), []],
    ['only what changed', { ...fragment(header('a')), 'subgraphs/crm': inbound(`${included}${header('c')}`) }, ['subgraphs/crm']],
    ['not what includes a fragment that is called as before', fragment(header('b')), ['fragments/team']],
    ['what includes a fragment that has to be waited for now', fragment(wait), ['fragments/team', 'subgraphs/crm']],
  ];
  it.each(rows)('%s', (_what, next, again) => {
    const memory = new CompileMemory();
    const before = compiled(fragment(header('a')), memory);
    const after = compiled(next, memory);
    const fresh = after.filter(({ document, module }) => module !== moduleOf(before, document.name));
    expect(fresh.map(({ document }) => document.name)).toEqual(again);
  });

  it('neither a broken text nor its last good one twice', () => {
    const memory = new CompileMemory();
    const good = moduleOf(compiled(texts, memory), 'subgraphs/billing');
    compiled({ ...texts, 'subgraphs/billing': '<policies>' }, memory);
    expect(moduleOf(compiled(texts, memory), 'subgraphs/billing')).toBe(good);
  });
});
