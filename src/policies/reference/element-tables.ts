import type { ChildSchema, ElementSchema, ValueSchema, ValueType } from '../define.ts';

/** Tables of what an element takes, with those of the elements inside it. `path` names it. */
export function elementTables(path: string, element: ElementSchema, linkTo: (policy: string) => string): readonly string[] {
  const own = Object.entries(element.attributes ?? {}).map(([name, value]) => row(`\`${name}\``, value));
  const text = element.text === undefined ? [] : [row('*text*', element.text)];
  const rows = [...own, ...text];
  const children = Object.entries(element.children ?? {});
  return [
    ...(rows.length === 0 ? [] : [`**\`<${path}>\`**`, table(rows)]),
    ...(element.policies === undefined ? [] : [holdsText(path, element.policies, linkTo)]),
    ...(children.length === 0 ? [] : [childList(path, element, children, linkTo)]),
    ...children.flatMap(([name, child]) => (child.policy === undefined ? elementTables(`${path}/${name}`, child.element, linkTo) : [])),
  ];
}

const table = (rows: readonly string[]): string =>
  ['| Name | Takes | Default | Expression | Meaning |', '|---|---|---|---|---|', ...rows].join('\n');

function row(name: string, { type, required, fallback, expression, docs }: ValueSchema): string {
  const preset = required === true ? '**required**' : fallback === undefined || fallback === '' ? '' : `\`${String(fallback)}\``;
  return `| ${name} | ${cell(typeText(type))} | ${preset} | ${expression ? 'yes' : 'no'} | ${cell(docs)} |`;
}

function holdsText(path: string, policies: true | readonly string[], linkTo: (policy: string) => string): string {
  const which = policies === true ? 'any policies of the section' : policies.map((each) => `[${each}](${linkTo(each)})`).join(', ');
  return `In \`<${path}>\` stand policies: ${which}.`;
}

function childList(
  path: string,
  { order }: ElementSchema,
  children: readonly (readonly [name: string, child: ChildSchema])[],
  linkTo: (policy: string) => string,
): string {
  const items = children.map(([name, { min, many, docs, policy }]) => {
    const times = many ? (min > 0 ? 'one or more' : 'any number') : min > 0 ? 'one' : 'at most one';
    const shape = policy === undefined ? '' : ` See [${policy}](${linkTo(policy)}).`;
    return `- \`<${name}>\` (${times}): ${docs}${shape}`;
  });
  return [`In \`<${path}>\`${order === 'sequence' ? ', in this order' : ''}:`, '', ...items].join('\n');
}

function typeText(type: ValueType): string {
  switch (type.kind) {
    case 'text':
      return 'text';
    case 'bool':
      return '`true`, `false`';
    case 'int':
      return `whole number${rangeText(type)}`;
    case 'number':
      return `number${rangeText(type)}`;
    case 'word':
      return type.words.map((word) => `\`${word}\``).join(', ');
    case 'url':
      return 'URL';
    case 'variable-name':
      return 'name of a variable';
    case 'any':
      return 'any value';
  }
}

function rangeText({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` from ${min}`;
  return max === undefined ? '' : ` to ${max}`;
}

/** Text in a cell of a table. Outside of code a `<` would begin HTML. */
export const cell = (text: string): string =>
  prose(text)
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n+\s*/g, ' ');

/** Text whose elements are shown: outside of code a `<` would begin HTML. */
export const prose = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');
