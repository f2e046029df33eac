import type { CatalogueEntry } from '../catalogue.ts';
import type { PolicyDefinition } from '../define.ts';
import { failures } from '../failures.ts';
import { cell, elementTables, prose } from './element-tables.ts';
import { exampleText } from './example-text.ts';

const generated = '<!-- Generated from src/policies by scripts/generate-policy-docs.mjs. Change it there. -->';

type Catalogue = ReadonlyMap<string, CatalogueEntry>;

/** The groups, in the order of the index, with their words. Keys are the folders below src/policies. */
const groups: Readonly<Record<string, readonly [title: string, what: string]>> = {
  structure: ['Structure', 'What documents share and inherit.'],
  'control-flow': ['Control flow', 'Whether, how often and in which order policies run.'],
  authentication: ['Authentication', 'Who calls, and who we are to backends.'],
  validation: ['Validation', 'Whether requests and responses are what they should be.'],
  'rate-limiting': [
    'Limits',
    'How much is let through. In `global.xml` they count requests of clients; around a subgraph, calls to that subgraph, of which one request may need none or several.',
  ],
  caching: ['Caching', 'What need not be asked for again.'],
  transformation: ['Transformation', 'What becomes of requests and responses.'],
  routing: ['Routing', 'Where requests go.'],
  integration: ['Integration', 'Requests and messages of policies’ own.'],
  logging: ['Logging', 'What people who watch see.'],
  'cross-domain': ['Cross-domain', 'Pages of other sites.'],
  'graphql-resolver': ['GraphQL resolvers', 'Where fields of a schema come from.'],
  ai: ['AI gateway', 'Language models.'],
};

/** The pages of the reference by file name below docs: the index, and one for each group. */
export function referencePages(catalogue: Catalogue): ReadonlyMap<string, string> {
  const pages = Object.keys(groups).map((group) => [`policies/${group}.md`, groupPage(group, catalogue)] as const);
  return new Map([['policies.md', indexPage(catalogue)], ...pages]);
}

const groupOf = ({ module }: CatalogueEntry): string => module.split('/', 1)[0] ?? '';
const members = (group: string, catalogue: Catalogue): readonly PolicyDefinition[] =>
  [...catalogue.values()].filter((entry) => groupOf(entry) === group).map(({ definition }) => definition);

const page = (parts: readonly string[]): string => `${parts.join('\n\n').replace(/\n+$/, '')}\n`;

function indexPage(catalogue: Catalogue): string {
  const unsupported = [...catalogue.values()].filter(({ definition }) => definition.form === 'unsupported');
  return page([
    '# Policies',
    generated,
    `Every element of API Management’s policy language, ${catalogue.size} in all, by group. Each has its schema checked; ${catalogue.size - unsupported.length} run here. What differs from API Management is said where it does. The examples are compiled and executed by the tests.`,
    '## Where policies stand',
    'A document has the sections `inbound`, `backend`, `outbound` and `on-error`. What they are around is its scope:',
    [
      '- **global** (`global.xml`): a request of a client. Its request is the client’s, `forward-request` executes the GraphQL operation, its response is what the client gets.',
      '- **subgraph** (`subgraphs.xml`, `subgraphs/<name>.xml`): one call to a subgraph. Its request is the GraphQL operation of the query plan. One request of a client may need none, one or several.',
      '- **resolver** (`resolvers/<subgraph>/<Type>.<field>.xml`): a field that a document resolves. **api**: a request that is passed on as plain HTTP (`apis/<name>.xml`).',
    ].join('\n'),
    'What a policy sets in a global document, such as variables, the calls to subgraphs see.',
    ...Object.entries(groups).flatMap(([group, [title, what]]) => [`## ${title}`, what, groupTable(group, catalogue)]),
    '## Elements that cannot run here',
    'This list is closed. They are read and checked all the same: a warning in `fedpass lint`, an error (`unsupported/policy`) for `compile` and `start`.',
    [
      '| Element | Why |',
      '|---|---|',
      ...unsupported.map(
        ({ definition, module }) =>
          `| ${linked(definition.name, `policies/${module.split('/', 1)[0]}.md`)} | ${cell(sentence(definition.because ?? ''))} |`,
      ),
    ].join('\n'),
  ]);
}

const linked = (name: string, file: string): string => `[\`${name}\`](${file}#${name})`;
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function groupTable(group: string, catalogue: Catalogue): string {
  const rows = members(group, catalogue).map(
    ({ name, summary, sections, scopes, form }) =>
      `| ${linked(name, `policies/${group}.md`)} | ${cell(summary)} | ${form === 'unsupported' ? '*cannot run here*' : form === 'part' ? 'inside others' : sections.join(', ')} | ${form === 'unsupported' ? '' : scopes.join(', ')} |`,
  );
  return ['| Element | What it does | Sections | Scopes |', '|---|---|---|---|', ...rows].join('\n');
}

function groupPage(group: string, catalogue: Catalogue): string {
  const [title, what] = groups[group] ?? [group, ''];
  const linkTo = (policy: string): string => {
    const entry = catalogue.get(policy);
    const file = entry === undefined || groupOf(entry) === group ? '' : `${groupOf(entry)}.md`;
    return `${file}#${policy}`;
  };
  return page([
    `# ${title}`,
    generated,
    `${what} Part of [the reference of policies](../policies.md).`,
    ...members(group, catalogue).flatMap((definition) => policyPart(definition, linkTo)),
  ]);
}

function policyPart(definition: PolicyDefinition, linkTo: (policy: string) => string): readonly string[] {
  const { name, summary, docs, element, form, examples } = definition;
  return [
    `## ${name}`,
    summary,
    ...(form === 'unsupported' ? [`**It cannot run here:** ${prose(definition.because ?? '')}.`] : []),
    prose(docs),
    placesText(definition),
    ...elementTables(name, element, linkTo),
    ...failureText(name),
    ...messageText(definition),
    ...(examples.length === 0 ? [] : ['**Examples**', ...examples.flatMap((example) => exampleText(example, definition))]),
  ];
}

function placesText({ sections, scopes, form, oncePerSection }: PolicyDefinition): string {
  if (form === 'part') return 'It stands inside other policies.';
  const once = oncePerSection === true ? ' Once in a section.' : '';
  return `Sections: ${sections.map((each) => `\`${each}\``).join(', ')}. Scopes: ${scopes.join(', ')}.${once}`;
}

function failureText(name: string): readonly string[] {
  const rows = (failures[name] ?? []).map(
    ({ reason, status, when }) => `| ${reason === null ? '' : `\`${reason}\``} | ${status} | ${cell(when)} |`,
  );
  return rows.length === 0 ? [] : ['**Failures**', ['| `LastError.Reason` | Status | When |', '|---|---|---|', ...rows].join('\n')];
}

function messageText({ messages }: PolicyDefinition): readonly string[] {
  const rows = Object.values(messages ?? {}).map(
    ({ code, severity, text, help }) => `| \`${code}\` | ${severity} | ${cell(text)} | ${cell(help ?? '')} |`,
  );
  return rows.length === 0 ? [] : ['**Messages**', ['| Code | Severity | Says | Help |', '|---|---|---|---|', ...rows].join('\n')];
}
