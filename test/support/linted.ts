import { createLibrary } from '../../src/cli/library.ts';
import type { RuleDefinition, RuleExample } from '../../src/compiler/2-check/lint/define.ts';
import { RuleSet } from '../../src/compiler/2-check/lint/run.ts';
import type { NamedValueFact, ProjectFacts } from '../../src/compiler/2-check/project.ts';
import { type DocumentView, viewOf } from '../../src/compiler/2-check/view/document-view.ts';
import type { Neighbours } from '../../src/compiler/2-check/view/neighbours.ts';
import { check } from '../../src/compiler/compile.ts';
import { lintDocument } from '../../src/compiler/lint.ts';
import { type Diagnostic, Findings } from '../../src/diagnostics/diagnostic.ts';
import { Source } from '../../src/diagnostics/source.ts';
import type { Span } from '../../src/diagnostics/span.ts';

const library = createLibrary();

/** A text without its marks `«…»`, and what stood in them. */
export function unmarked(marked: string): { readonly xml: string; readonly marks: readonly string[]; readonly spans: readonly Span[] } {
  let xml = '';
  const open: number[] = [];
  const spans: Span[] = [];
  for (const char of marked) {
    if (char === '«') open.push(xml.length);
    else if (char === '»') spans.push({ start: open.pop() ?? 0, end: xml.length });
    else xml += char;
  }
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  return { xml, marks: sorted.map(({ start, end }) => place(start, xml.slice(start, end))), spans: sorted };
}

const place = (start: number, text: string): string => `${start} «${text}»`;

interface Linted {
  readonly findings: readonly { readonly marked: string; readonly message: string }[];
  /** Errors of the check itself: an example must be a good document. */
  readonly errors: readonly string[];
}

/** Runs rules over an example of theirs. Places are counted in the example's own text. */
export function linted(example: RuleExample, rules: readonly RuleDefinition[]): Linted {
  const { found, errors, before, xml } = run(example, rules);
  return {
    findings: found
      .map(({ span, message }) => ({ span: { start: span.start - before, end: span.end - before }, message }))
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
      .map(({ span, message }) => ({ marked: place(span.start, xml.slice(span.start, span.end)), message })),
    errors,
  };
}

/** The example's text after all fixes of a rule's findings. */
export function applied(example: RuleExample, rule: RuleDefinition): string {
  const { found, before, xml } = run(example, [rule]);
  const edits = found.flatMap(({ fix }) => fix?.edits ?? []).sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((text, { span, text: by }) => text.slice(0, span.start - before) + by + text.slice(span.end - before), xml);
}

interface Run {
  readonly found: readonly Diagnostic[];
  readonly errors: readonly string[];
  /** Where the example's text begins in its document. */
  readonly before: number;
  readonly xml: string;
}

function run(example: RuleExample, rules: readonly RuleDefinition[]): Run {
  const { xml } = unmarked(example.xml);
  const text = documentOf(example, xml);
  const facts = factsOf(example);
  const scope = example.scope ?? (example.project === undefined ? undefined : xml.startsWith('<fragment') ? 'fragment' : 'subgraph');
  const checked = check(new Source('example.xml', text), scope, facts, { unsupported: 'warning' });
  const options = new Map(rules.map(({ code }) => [code, example.options ?? {}]));
  const found = lintDocument(checked, neighboursOf(example, facts), facts, new RuleSet(rules, options)).filter(({ code }) =>
    options.has(code),
  );
  const errors = checked.findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);
  return { found, errors, before: text.indexOf(xml), xml };
}

/** A document of four sections around what stands in one of them. */
function documentOf({ section = 'inbound' }: RuleExample, xml: string): string {
  if (/^\s*<(policies|fragment|http-data-source)\b/.test(xml)) return xml;
  const sections = (['inbound', 'backend', 'outbound', 'on-error'] as const).map((name) =>
    name === section ? `<${name}>\n<base />\n${xml}\n</${name}>` : `<${name}><base /></${name}>`,
  );
  return `<policies>${sections.join('')}</policies>`;
}

function factsOf({ project }: RuleExample): ProjectFacts {
  if (project === undefined) return { library, fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' };
  const namedValues = Object.entries(project.namedValues ?? {}).map(([name, text]): [string, NamedValueFact] => [
    name,
    text === null ? { kind: 'secret' } : { kind: 'plain', text },
  ]);
  return {
    library,
    fragments: new Set(Object.keys(project.fragments ?? {})),
    namedValues: new Map(namedValues),
    connections: 'unknown',
  };
}

function neighboursOf({ project }: RuleExample, facts: ProjectFacts): Neighbours | 'unknown' {
  if (project === undefined) return 'unknown';
  const view = (name: string, text: string | undefined, scope: 'global' | 'base' | 'fragment'): DocumentView | undefined => {
    if (text === undefined) return undefined;
    const checked = check(new Source(`${name}.xml`, text), scope, facts, { unsupported: 'warning' });
    const wrong = new Findings();
    for (const each of checked.findings) wrong.add(each);
    if (wrong.failed) throw new Error(`${name}: ${wrong.all.map(({ message }) => message).join('; ')}`);
    return viewOf(checked, facts);
  };
  const fragments = Object.entries(project.fragments ?? {}).flatMap(([id, text]): [string, DocumentView][] => {
    const found = view(id, text, 'fragment');
    return found === undefined ? [] : [[id, found]];
  });
  return {
    global: view('global', project.global, 'global'),
    base: view('subgraphs', project.base, 'base'),
    fragments: new Map(fragments),
  };
}
