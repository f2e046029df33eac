import { expect, it } from 'vitest';
import { createLibrary } from '../../../../src/cli/library.ts';
import type { ProjectFacts } from '../../../../src/compiler/2-check/project.ts';
import { isPlaceholder } from '../../../../src/compiler/2-check/structure/placeholder.ts';
import { check } from '../../../../src/compiler/compile.ts';
import { Source } from '../../../../src/diagnostics/source.ts';

const library = createLibrary();
const alone: ProjectFacts = { library, fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' };
const inProject: ProjectFacts = { library, fragments: new Set(), namedValues: new Map(), connections: new Map() };

const document = (inbound: string): Source =>
  new Source('x.xml', `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`);
const found = (inbound: string, facts: ProjectFacts): readonly string[] =>
  check(document(inbound), undefined, facts, { unsupported: 'warning' }).findings.map(
    ({ severity, code, source, span }) => `${severity} ${code} ${source.text.slice(span.start, span.end)}`,
  );

it.each([
  ['{name}', true],
  ['{{name}}', true],
  ['{retry-count}', true],
  ['${name}', true],
  ['#{Name.Part}#', true],
  ['$(name)', true],
  ['__NAME__', true],
  ['%NAME%', true],
  ['<%= name %>', true],
  [' RETRY_COUNT ', true],
  ['RETRY', false],
  ['abc', false],
  ['3', false],
  ['{a} {b}', false],
  ['{"a":1}', false],
])('%j', (text, is) => expect(isPlaceholder(text)).toBe(is));

it.each([
  ['a value', '<limit-concurrency key="k" max-count="{count}" />', 'warning value/placeholder {count}', 'error value/type {count}'],
  ['children', '<choose>{branches}</choose>', 'warning value/placeholder {branches}', 'error element/text {branches}'],
  ['policies', '{more-policies}', 'warning value/placeholder {more-policies}', 'error element/text {more-policies}'],
])('a placeholder in place of %s is a warning in a file by itself, and an error in a project', (_what, inbound, apart, together) => {
  expect(found(inbound, alone)).toEqual([apart]);
  expect(found(inbound, inProject)).toContain(together);
});

it('what is known of elements that cannot run here is not the last word', () => {
  const limit =
    '<llm-token-limit counter-key="k" tokens-per-minute="5" estimate-prompt-tokens="true" new-attribute="x" prompt-type="new" />';
  expect(found(limit, inProject)).toEqual([
    'warning unsupported/policy llm-token-limit',
    'warning attribute/unknown new-attribute',
    'warning value/type new',
  ]);
  expect(found('<llm-token-limit tokens-per-minute="@(1 +)" />', inProject)).toEqual([
    'warning unsupported/policy llm-token-limit',
    'error attribute/missing llm-token-limit',
    'error attribute/missing llm-token-limit',
    'error csharp/expected-expression ',
  ]);
});
