import {
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  specifiedDirectives,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import { nearest } from '../../../diagnostics/nearest.ts';
import { has, isExtension, isSchema, isType, text } from '../written/definitions.ts';
import { overlayDirectives } from './directives.ts';
import type { OverlayFault } from './fault.ts';
import { importable } from './federated.ts';

/** Directives that ask a subgraph for what only a federated one can do. */
const impossible: ReadonlySet<string> = new Set(['requires', 'interfaceObject']);

/** What an author left out, who cut a part from a large schema. */
export function unknownTypes(document: DocumentNode): readonly OverlayFault[] {
  const known = new Set(document.definitions.flatMap((each) => (isType(each) ? [each.name.value] : [])));
  for (const { name } of specifiedScalarTypes) known.add(name);
  const faults: OverlayFault[] = [];
  visit(document, {
    NamedType(node) {
      const name = node.name.value;
      // Federation's own scalars come with its link.
      if (known.has(name) || name.includes('__')) return;
      faults.push({
        code: 'UNKNOWN_TYPE',
        message: `the overlay has no type \`${name}\``,
        help: 'define it, or take out what refers to it: an overlay holds every type that it speaks of',
        node,
      });
    },
  });
  return faults;
}

/** A directive that is nearly one of ours. Others are an API's own, which published schemas use without defining them. */
export function misspelt(document: DocumentNode): readonly OverlayFault[] {
  const known = new Set([
    ...overlayDirectives.keys(),
    ...importable,
    ...impossible,
    ...specifiedDirectives.map(({ name }) => name),
    'link',
  ]);
  for (const each of document.definitions) if (each.kind === Kind.DIRECTIVE_DEFINITION) known.add(each.name.value);
  const faults: OverlayFault[] = [];
  visit(document, {
    Directive(node) {
      const name = node.name.value;
      const meant = known.has(name) || name.includes('__') ? undefined : nearest(name, known);
      if (meant === undefined) return;
      faults.push({
        code: 'UNKNOWN_DIRECTIVE',
        message: `there is no directive \`@${name}\``,
        help: `did you mean \`@${meant}\`?`,
        node: node as ConstDirectiveNode,
      });
    },
  });
  return faults;
}

/**
 * Directives where they mean nothing, with arguments that they do not have, or that ask for what the API cannot do. `queryFields` are the fields of the query
 * type.
 */
export function misused(
  document: DocumentNode,
  queryFields: ReadonlySet<ASTNode>,
  resolves: 'look-ups' | 'any-field',
): readonly OverlayFault[] {
  const faults: OverlayFault[] = [];
  visit(document, {
    DirectiveDefinition: () => false,
    Directive(node, _key, _parent, _path, ancestors) {
      const directive = node as ConstDirectiveNode;
      const owners = ancestors.filter((each): each is ASTNode => !Array.isArray(each));
      const fault = misplaced(directive, owners, queryFields, resolves) ?? oddArgument(directive) ?? beyond(directive, resolves);
      if (fault !== undefined) faults.push(fault);
    },
  });
  return faults;
}

/** `owners`: what the directive stands in, the nearest last. */
function misplaced(
  node: ConstDirectiveNode,
  owners: readonly ASTNode[],
  queryFields: ReadonlySet<ASTNode>,
  resolves: 'look-ups' | 'any-field',
): OverlayFault | undefined {
  const name = node.name.value;
  const owner = owners.at(-1);
  const fault = (code: 'LOOKUP_PLACE' | 'DIRECTIVE_PLACE', where: string, help: string): OverlayFault => ({
    code,
    message: `\`@${name}\` stands on ${where}`,
    help,
    node,
  });
  switch (name) {
    case 'lookup':
    case 'internal':
      if (owner !== undefined && queryFields.has(owner)) return undefined;
      return fault('LOOKUP_PLACE', 'what is no field of the query type', 'look-ups are fields of the query type; take it away here');
    case 'is': {
      const field = owners.at(-2);
      if (owner?.kind === Kind.FIELD_DEFINITION && resolves === 'any-field' && !isLookUp(owner)) return undefined;
      if (owner?.kind === Kind.INPUT_VALUE_DEFINITION && field?.kind === Kind.FIELD_DEFINITION && isLookUp(field)) return undefined;
      return fault('DIRECTIVE_PLACE', 'what is no argument of a look-up', 'mark the field with `@lookup`, or take it away here');
    }
    case 'prefix':
      if (owner?.kind === Kind.SCHEMA_DEFINITION || owner?.kind === Kind.SCHEMA_EXTENSION) return undefined;
      return fault('DIRECTIVE_PLACE', 'what is not the schema', 'write `extend schema @prefix(…)`');
    case 'discriminator': {
      const isAbstract = owner?.kind === Kind.UNION_TYPE_DEFINITION || owner?.kind === Kind.INTERFACE_TYPE_DEFINITION;
      if (isAbstract && resolves === 'any-field') return undefined;
      const why = isAbstract ? 'a type of a GraphQL API, which tells its types itself' : 'what is no interface and no union';
      return fault('DIRECTIVE_PLACE', why, 'take it away here');
    }
    case 'nullIfNotFound':
      if (owner?.kind === Kind.FIELD_DEFINITION && resolves === 'any-field') return undefined;
      return fault('DIRECTIVE_PLACE', 'what is no field of a REST service', 'take it away here');
    case 'source':
      if (owner === undefined || !isType(owner) || !isExtension(owner)) return undefined;
      return fault('DIRECTIVE_PLACE', 'an extension', `put it on the definition of \`${owner.name.value}\``);
    default:
      return undefined;
  }
}

const isLookUp = ({ directives }: FieldDefinitionNode): boolean => has(directives, 'lookup');

function oddArgument({ name: { value: name }, arguments: given = [] }: ConstDirectiveNode): OverlayFault | undefined {
  const allowed = overlayDirectives.get(name);
  if (allowed === undefined) return undefined;
  const unknown = given.find((each) => !allowed.includes(each.name.value));
  if (unknown !== undefined) {
    const meant = nearest(unknown.name.value, allowed);
    const takes = allowed.length === 0 ? 'it takes none' : `it takes ${allowed.map((each) => `\`${each}\``).join(' and ')}`;
    return {
      code: 'UNKNOWN_ARGUMENT',
      message: `\`@${name}\` has no argument \`${unknown.name.value}\``,
      help: meant === undefined ? takes : `did you mean \`${meant}\`?`,
      node: unknown,
    };
  }
  const most = given.find((each) => each.name.value === 'most');
  if (most === undefined || (most.value.kind === Kind.INT && Number(most.value.value) > 0)) return undefined;
  return {
    code: 'LOOKUP_MOST',
    message: '`most` is not how many keys a list look-up takes at once',
    help: 'write a whole number from 1, as in `@lookup(most: 50)`',
    node: most,
  };
}

function beyond(node: ConstDirectiveNode, resolves: 'look-ups' | 'any-field'): OverlayFault | undefined {
  const name = node.name.value;
  if (resolves === 'look-ups' && impossible.has(name))
    return {
      code: 'NOT_IN_OVERLAY',
      message: `a plain GraphQL API cannot do what \`@${name}\` asks of it`,
      help: 'resolve the field in a subgraph of the kind `federation` or `rest`',
      node,
    };
  return undefined;
}

/** Links that are none. Beside the link that every overlay gets they would be read, and composition breaks off at them. */
export function brokenLinks({ definitions }: DocumentNode): readonly OverlayFault[] {
  return definitions
    .filter(isSchema)
    .flatMap(({ directives = [] }) => directives)
    .filter((each) => each.name.value === 'link' && !URL.canParse(text(each, 'url') ?? ''))
    .map((node) => ({
      code: 'LINK_URL',
      message: '`@link` does not say what it links to',
      help: 'write the URL of a specification, as in `@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`, or leave it out',
      node,
    }));
}
