import { type RuleDefinition, type RuleExample, ruleName } from './define.ts';
import type { RuleOptions } from './options.ts';

const generated = '<!-- Generated from src/compiler/2-check/rules by scripts/generate-rule-docs.mjs. Change it there. -->';

/** The page of a rule: what to avoid, what to prefer, why, and options. Every example on it is executed by the tests. */
export function rulePage(rule: RuleDefinition): string {
  const { code, severity, summary, why, examples, fixes, options } = rule;
  const traits = [severity, ...(fixes === true ? ['mended by `--fix`'] : [])];
  return [
    `# ${code}`,
    generated,
    summary,
    traits.join(' · '),
    '## Avoid',
    ...examples.bad.flatMap((example) => exampleText(example)),
    '## Prefer',
    ...examples.good.flatMap((example) => exampleText(example)),
    '## Why',
    why,
    '## Options',
    optionsText(options ?? {}),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** The list of all rules. */
export function indexPage(rules: readonly RuleDefinition[]): string {
  const rows = rules.map((rule) => {
    const { code, severity, summary, fixes } = rule;
    return `| [\`${code}\`](${ruleName(rule)}.md) | ${severity} | ${fixes === true ? 'yes' : ''} | ${summary} |`;
  });
  return [
    '# Lint rules',
    generated,
    'What `fedpass lint` looks for beyond the language itself. A rule never gives an error: what API Management accepts is accepted here. Each page says what to avoid, what to prefer, and why; its examples are executed by the tests.',
    ['| Rule | Severity | Fix | Finds |', '|---|---|---|---|', ...rows].join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function exampleText({ title, xml, section, scope, project }: RuleExample): readonly string[] {
  const where = [
    ...(section === undefined || section === 'inbound' ? [] : [`In \`${section}\`.`]),
    ...(scope === undefined ? [] : [`In a ${scope} document.`]),
    ...(title === undefined ? [] : [title]),
    ...namedValuesText(project?.namedValues ?? {}),
  ];
  const around = Object.entries(project?.fragments ?? {}).map(([id, text]) => fenced(`<!-- fragments/${id}.xml -->\n${text}`));
  const base = project?.base === undefined ? [] : [fenced(`<!-- subgraphs.xml -->\n${project.base}`)];
  const global = project?.global === undefined ? [] : [fenced(`<!-- global.xml -->\n${project.global}`)];
  return [...(where.length === 0 ? [] : [where.join(' ')]), fenced(xml.replace(/[«»]/g, '')), ...global, ...base, ...around];
}

const namedValuesText = (values: Readonly<Record<string, string | null>>): readonly string[] =>
  Object.entries(values).map(([name, text]) => (text === null ? `\`${name}\` is a secret.` : `\`${name}\` is \`${text}\`.`));

const fenced = (xml: string): string => `\`\`\`xml\n${xml}\n\`\`\``;

function optionsText(options: RuleOptions): string {
  const rows = Object.entries(options).map(([name, { kind, fallback, docs }]) => {
    const shown = kind === 'texts' ? (fallback.length === 0 ? 'none' : fallback.map((text) => `\`${text}\``).join(', ')) : String(fallback);
    return `| \`${name}\` | ${kind === 'texts' ? 'texts' : 'number'} | ${shown} | ${docs} |`;
  });
  return rows.length === 0 ? 'None.' : ['| Option | Takes | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}
