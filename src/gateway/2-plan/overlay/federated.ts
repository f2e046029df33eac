import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind, parse, visit } from 'graphql';
import { has, hasFields, isSchema, text } from '../written/definitions.ts';
import { overlayDirectives } from './directives.ts';

/** Directives of Federation that an overlay may use without saying where they come from. */
export const importable: readonly string[] = [
  'key',
  'shareable',
  'inaccessible',
  'tag',
  'external',
  'provides',
  'override',
  'extends',
  'composeDirective',
  'authenticated',
  'requiresScopes',
  'policy',
  'cost',
  'listSize',
];

const federation = 'https://specs.apollo.dev/federation/';

/**
 * Makes a Federation 2 subgraph of an overlay: without the overlay's own directives and the fields marked `@internal`, with
 * `resolvable: false` on keys that nothing fetches, and with the link to Federation where the author left it out.
 */
export function federated(
  document: DocumentNode,
  {
    queryName,
    unresolvable,
  }: {
    readonly queryName: string;
    readonly unresolvable: ReadonlySet<ConstDirectiveNode>;
  },
): DocumentNode {
  const visible = document.definitions.flatMap((each): readonly DefinitionNode[] => {
    if (each.kind === Kind.DIRECTIVE_DEFINITION) return overlayDirectives.has(each.name.value) ? [] : [each];
    if (!hasFields(each) || each.name.value !== queryName) return [each];
    const fields = (each.fields ?? []).filter(({ directives }) => !has(directives, 'internal'));
    return fields.length === 0 ? [] : [{ ...each, fields }];
  });
  const unknown = unknownToComposition(document);
  const bare = visit(
    { ...document, definitions: visible },
    {
      Directive(node) {
        if (overlayDirectives.has(node.name.value) || unknown.has(node.name.value)) return null;
        return unresolvable.has(node as ConstDirectiveNode) ? withoutResolving(node as ConstDirectiveNode) : undefined;
      },
    },
  );
  const definitions = bare.definitions.map((each) => rooted(each, visible, queryName)).filter((each) => !isEmptyExtension(each));
  return { ...bare, definitions: linked(definitions) ? definitions : [...link(document), ...definitions] };
}

/** `@oneOf` is GraphQL's own since September 2025. Who holds requests against it is the API, whatever the graph knows. */
function unknownToComposition({ definitions }: DocumentNode): ReadonlySet<string> {
  const isDefined = definitions.some((each) => each.kind === Kind.DIRECTIVE_DEFINITION && each.name.value === 'oneOf');
  return new Set(isDefined ? [] : ['oneOf']);
}

/** A schema must not name a query type of which nothing is left. */
function rooted(definition: DefinitionNode, visible: readonly DefinitionNode[], queryName: string): DefinitionNode {
  if (!isSchema(definition) || visible.some((each) => hasFields(each) && each.name.value === queryName)) return definition;
  const operationTypes = (definition.operationTypes ?? []).filter(({ operation }) => (operation as string) !== 'query');
  return { ...definition, operationTypes };
}

function isEmptyExtension(definition: DefinitionNode): boolean {
  if (definition.kind !== Kind.SCHEMA_EXTENSION) return false;
  return (definition.directives ?? []).length === 0 && (definition.operationTypes ?? []).length === 0;
}

const withoutResolving = (node: ConstDirectiveNode): ConstDirectiveNode => ({
  ...node,
  arguments: [
    ...(node.arguments ?? []).filter(({ name }) => name.value !== 'resolvable'),
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'resolvable' },
      value: { kind: Kind.BOOLEAN, value: false },
    },
  ],
});

const linked = (definitions: readonly DefinitionNode[]): boolean =>
  definitions.some(
    (each) =>
      isSchema(each) &&
      each.directives?.some((directive) => directive.name.value === 'link' && text(directive, 'url')?.startsWith(federation) === true) ===
        true,
  );

/** Imports what is used and is not the API's own directive of that name. */
function link(document: DocumentNode): readonly DefinitionNode[] {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(name.value) });
  const own = new Set(document.definitions.flatMap((each) => (each.kind === Kind.DIRECTIVE_DEFINITION ? [each.name.value] : [])));
  const imports = importable.filter((name) => used.has(name) && !own.has(name)).map((name) => `"@${name}"`);
  return parse(`extend schema @link(url: "${federation}v2.9", import: [${imports.join(', ')}])`, { noLocation: true }).definitions;
}
