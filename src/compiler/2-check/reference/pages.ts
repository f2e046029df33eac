import type { CatalogueEntry } from '../../../runtime/dotnet/catalogue.ts';
import { surface, type TypeSurface } from '../../../runtime/dotnet/define.ts';
import { allowedTypes, refusedTypes } from '../types/allowed-types.ts';
import { Library } from '../types/library.ts';
import { languageSection } from './language-section.ts';
import { code, typeSection } from './type-section.ts';

const generated =
  '<!-- Generated from src/runtime/dotnet, src/runtime/context and src/compiler/2-check/reference by scripts/generate-expression-docs.mjs. -->';

/** What policies add to C#: `context` and the types behind it. */
const ownNamespace = 'Fedpass';

interface Documented {
  /** As C# writes it, behind its namespace: `Dictionary<TKey, TValue>`. */
  readonly name: string;
  readonly namespace: string;
  /** As reflection writes it. */
  readonly fullName: string;
  readonly surface: TypeSurface;
}

/** The reference of the expression language: page by file name below `docs/`; the index first. */
export function expressionPages(catalogue: readonly CatalogueEntry[]): ReadonlyMap<string, string> {
  const library = new Library(catalogue);
  const types = documented(library, catalogue);
  const namespaces = [...new Set(types.map(({ namespace }) => namespace))].sort(byName);
  const pages = new Map([['expressions.md', indexPage(types, namespaces)]]);
  for (const namespace of namespaces)
    pages.set(`expressions/${fileOf(namespace)}`, namespacePage(namespace, ofNamespace(types, namespace)));
  return pages;
}

/** The types with members of their own, by name. A nested type stands in the namespace of its outer one. */
function documented(library: Library, catalogue: readonly CatalogueEntry[]): readonly Documented[] {
  const surfaces = new Map(catalogue.map((entry) => [`${entry.module}#${entry.export}`, entry.surface[surface]]));
  const found: Documented[] = [];
  for (const { fullName, namespace: path, name, typeParams, surface: ref } of library.definitions) {
    const declared = ref === undefined ? undefined : surfaces.get(`${ref.module}#${ref.surface}`);
    if (declared === undefined) continue;
    const outer = [...library.definitions].find((definition) => `${definition.namespace}.${definition.name}` === path);
    const params = typeParams.length === 0 ? '' : `<${typeParams.map((param) => param.name).join(', ')}>`;
    const short = outer === undefined ? `${name}${params}` : `${outer.name}${params}.${name}`;
    found.push({ name: short, namespace: outer?.namespace ?? path, fullName, surface: declared });
  }
  return found.sort((a, b) => byName(a.name, b.name));
}

const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
const ofNamespace = (types: readonly Documented[], namespace: string): readonly Documented[] =>
  types.filter((type) => type.namespace === namespace);
const titleOf = (namespace: string): string => (namespace === ownNamespace ? 'context' : namespace);
const fileOf = (namespace: string): string => `${titleOf(namespace).toLowerCase()}.md`;
/** The anchor that Markdown gives the heading of a type. */
const anchor = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

function indexPage(types: readonly Documented[], namespaces: readonly string[]): string {
  const supported = new Set(types.map(({ namespace, name }) => `${namespace}.${name.replace(/<.*>/, '')}`));
  const absent = [...allowedTypes].filter((type) => !supported.has(type));
  const members = types.reduce((count, { surface: { rows } }) => count + Object.keys(rows).length, 0);
  return `${[
    '# Expressions',
    generated,
    `An expression is C# 7.3: \`@(…)\` for a value, \`@{ … }\` for statements that end with \`return\`. It may use the ${types.length} types and ${members} members of this reference, and nothing else: what is not listed does not exist, and the message says so by its name. Numbers, texts, dates, JSON and XML come out as .NET writes them with the invariant culture in UTC.`,
    'Types are named by their short name; a full name works too. `fedpass eval` evaluates an expression, and `:members Uri` in its interactive mode lists what a type has.',
    '## Types',
    ...namespaces.map((namespace) => namespaceList(namespace, ofNamespace(types, namespace))),
    '## Refused types',
    `On API Management's list, and refused here: ${absent.map(code).join(', ') || 'none'}.`,
    `Outside of that list, and refused by name so that the message can say why: ${[...refusedTypes].map(code).join(', ')}.`,
    'Types of Newtonsoft.Json are those of version 12, types of .NET those of .NET Framework 4.7.2. Where a member that .NET has is missing, the page of its namespace lists it under its type.',
    languageSection(),
  ].join('\n\n')}\n`;
}

function namespaceList(namespace: string, types: readonly Documented[]): string {
  const links = types.map(({ name }) => `[\`${name}\`](expressions/${fileOf(namespace)}#${anchor(name)})`);
  return `**[${titleOf(namespace)}](expressions/${fileOf(namespace)})**: ${links.join(', ')}`;
}

function namespacePage(namespace: string, types: readonly Documented[]): string {
  const lead =
    namespace === ownNamespace
      ? 'What policies add to C#: `context`, the types behind it, and extension methods.'
      : `The types of the namespace \`${namespace}\` that an expression may use, each with all of its members.`;
  // `context` itself stands first on its page.
  const sections = [...types].sort((a, b) => Number(b.name === 'IContext') - Number(a.name === 'IContext'));
  return `${[
    `# ${titleOf(namespace)}`,
    generated,
    `[All types](../expressions.md). ${lead}`,
    ...sections.map(({ name, fullName, surface: declared }) => typeSection(name, fullName, declared)),
  ].join('\n\n')}\n`;
}
