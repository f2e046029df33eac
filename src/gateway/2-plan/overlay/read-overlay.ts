import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  specifiedDirectives,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import { nearest } from '../../../diagnostics/nearest.ts';
import type { OverlayFault } from './fault.ts';
import { federated, importable } from './federated.ts';
import { findLookUps, type KeyNode, keysOf } from './look-ups.ts';
import { graphNames, hasFields, isType, rootTypesByOperation, type TypeNode } from './names.ts';
import type { Entity, LookUp, Names, Overlay } from './overlay.ts';

/** Directives of overlays alone: no composition and no API knows them. */
export const overlayDirectives: ReadonlySet<string> = new Set(['lookup', 'internal', 'is', 'source', 'prefix']);

/** Directives that ask a subgraph for what only a federated one can do. */
const impossible: ReadonlySet<string> = new Set(['requires', 'interfaceObject']);

/**
 * Reads an overlay schema. `resolves`: whether entities come by look-ups alone, or the backend can resolve whatever it is asked for. What is wrong with it is in `faults`; what composition would find itself is left to it. Undefined where it
 * refers to types that it does not have.
 */
export function readOverlay(
  written: DocumentNode,
  resolves: 'look-ups' | 'any-field',
): { readonly overlay: Overlay | undefined; readonly faults: readonly OverlayFault[] } {
  const { document, names, faults } = graphNames(withoutRepeats(defined(written)), resolves === 'look-ups' ? 'graphql' : 'any');
  const strangers = unknownTypes(document);
  if (strangers.length > 0) return { overlay: undefined, faults: strangers };
  const found: OverlayFault[] = [...faults, ...misspelt(document), ...strangeRoots(document)];
  const plain = withoutOverlayDirectives(document);
  const schema = buildASTSchema(plain, { assumeValid: true, assumeValidSDL: true });
  const keys = document.definitions.flatMap((each) => (hasFields(each) ? keysOf(each.name.value, each.directives ?? []) : []));
  const queryName = rootTypesByOperation(document.definitions).get('query') ?? 'Query';
  const queryType = schema.getType(queryName);
  const fields = document.definitions.flatMap((each) => (hasFields(each) && each.name.value === queryName ? (each.fields ?? []) : []));
  const lookUps = isObjectType(queryType)
    ? findLookUps({ type: queryType, fields }, keys, schema, names)
    : { byKey: new Map<KeyNode, readonly LookUp[]>(), faults: [] };
  found.push(...lookUps.faults, ...misplaced(document, new Set(fields), resolves));
  const unfetched = resolves === 'look-ups' ? keys.filter((key) => !lookUps.byKey.has(key)) : [];
  found.push(...promised(unfetched));
  const unresolvable = new Set(unfetched.map(({ directive }) => directive));
  const overlay: Overlay = {
    composed: federated(document, { queryName, unresolvable, overlayDirectives }),
    schema,
    remoteSdl: () => print(remote(plain, names)),
    names,
    unfetched: unfetched.map(({ type, paths }) => `\`${[...paths].join(' ')}\` of \`${type}\``),
    entities: entitiesOf(lookUps.byKey, names, (name) => isInterfaceType(schema.getType(name))),
  };
  return { overlay, faults: found };
}

/** What an author left out, who cut a part from a large schema. */
function unknownTypes(document: DocumentNode): readonly OverlayFault[] {
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

/** Root types that are no objects: composition breaks off at them. */
function strangeRoots({ definitions }: DocumentNode): readonly OverlayFault[] {
  return [...rootTypesByOperation(definitions)].flatMap(([operation, root]) =>
    definitions
      .filter(isType)
      .filter(({ name, kind }) => name.value === root && kind !== Kind.OBJECT_TYPE_DEFINITION && kind !== Kind.OBJECT_TYPE_EXTENSION)
      .map(({ name }) => ({
        code: 'ROOT_TYPE',
        message: `\`${root}\` is the ${operation} type, and no object type`,
        help: `write \`type ${root}\`, or name another type in \`schema { ${operation}: … }\``,
        node: name,
      })),
  );
}

/** A directive that is nearly one of ours. Others are an API's own, which published schemas use without defining them. */
function misspelt(document: DocumentNode): readonly OverlayFault[] {
  const known = new Set([...overlayDirectives, ...importable, ...impossible, ...specifiedDirectives.map(({ name }) => name), 'link']);
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

/** `extend type X` of a type that is not defined defines it, as it does for composition. */
function defined({ definitions, ...document }: DocumentNode): DocumentNode {
  const known = new Set(definitions.flatMap((each) => (isType(each) && each.kind.endsWith('Definition') ? [each.name.value] : [])));
  return {
    ...document,
    definitions: definitions.map((each): DefinitionNode => {
      if (!isType(each) || !each.kind.endsWith('Extension') || known.has(each.name.value)) return each;
      known.add(each.name.value);
      return { ...each, kind: each.kind.replace(/Extension$/, 'Definition') } as DefinitionNode;
    }),
  };
}

/** Published schemas may say a field twice (GitHub's does, in 15.26.1). What is said in the same words once more is left out. */
function withoutRepeats({ definitions, ...document }: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: definitions.map((each): DefinitionNode => {
      if (!hasFields(each)) return each;
      const first = new Map<string, FieldDefinitionNode>();
      const fields = (each.fields ?? []).filter((field) => {
        const known = first.get(field.name.value);
        if (known === undefined) first.set(field.name.value, field);
        return known === undefined || wording(known) !== wording(field);
      });
      return { ...each, fields };
    }),
  };
}

const wording = ({ type, arguments: given = [], directives = [] }: FieldDefinitionNode): string =>
  [print(type), ...given.map(({ name, type: own }) => `${name.value}: ${print(own)}`), ...directives.map((each) => print(each))].join(' ');

function withoutOverlayDirectives(document: DocumentNode): DocumentNode {
  return visit(document, {
    Directive: ({ name }) => (overlayDirectives.has(name.value) ? null : undefined),
    DirectiveDefinition: ({ name }) => (overlayDirectives.has(name.value) ? null : false),
  });
}

/** An extension of which nothing is left without its directives; it cannot be written down. */
const isHollow = (node: DefinitionNode): boolean =>
  node.kind.endsWith('TypeExtension') &&
  Object.entries(node).every(([key, value]) => ['kind', 'name', 'loc'].includes(key) || (Array.isArray(value) && value.length === 0));

/** The document in the API's own names. */
function remote(document: DocumentNode, { types, fields, arguments: given, inputs, values }: Names): DocumentNode {
  const renamed = <Node extends { readonly name: { readonly value: string } }>(node: Node, to: string | undefined): Node =>
    to === undefined ? node : { ...node, name: { ...node.name, value: to } };
  return visit(document, {
    Directive: ({ name }) => (name.value === 'deprecated' || name.value === 'specifiedBy' ? undefined : null),
    SchemaExtension: ({ operationTypes = [] }) => (operationTypes.length === 0 ? null : undefined),
    NamedType: (node) => renamed(node, types.get(node.name.value)),
    leave(node) {
      if (!isType(node)) return undefined;
      const type: TypeNode = node;
      const local = type.name.value;
      const own = renamed(type, types.get(local));
      if (isHollow(own)) return null;
      if (own.kind === Kind.ENUM_TYPE_DEFINITION || own.kind === Kind.ENUM_TYPE_EXTENSION)
        return { ...own, values: (own.values ?? []).map((value) => renamed(value, values.get(`${local}.${value.name.value}`))) };
      if (own.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || own.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION)
        return { ...own, fields: (own.fields ?? []).map((field) => renamed(field, inputs.get(`${local}.${field.name.value}`))) };
      if (!hasFields(own)) return own;
      const ownFields = (own.fields ?? []).map((field: FieldDefinitionNode) => {
        const path = `${local}.${field.name.value}`;
        const args = (field.arguments ?? []).map((each) => renamed(each, given.get(`${path}.${each.name.value}`)));
        return { ...renamed(field, fields.get(path)), arguments: args };
      });
      return { ...own, fields: ownFields };
    },
  });
}

function* marks(
  definition: DefinitionNode,
): Generator<{ readonly directive: ConstDirectiveNode; readonly on: FieldDefinitionNode | undefined }> {
  if (!isType(definition)) return;
  for (const directive of definition.directives ?? []) yield { directive, on: undefined };
  if (!hasFields(definition)) return;
  for (const field of definition.fields ?? []) for (const directive of field.directives ?? []) yield { directive, on: field };
}

/** Directives where they mean nothing, or ask for what the API cannot do. */
function misplaced(
  { definitions }: DocumentNode,
  queryFields: ReadonlySet<FieldDefinitionNode>,
  resolves: 'look-ups' | 'any-field',
): readonly OverlayFault[] {
  const faults: OverlayFault[] = [];
  for (const definition of definitions)
    for (const { directive, on } of marks(definition)) {
      const name = directive.name.value;
      if ((name === 'lookup' || name === 'internal') && (on === undefined || !queryFields.has(on)))
        faults.push({
          code: 'LOOKUP_PLACE',
          message: `\`@${name}\` stands on what is no field of the query type`,
          help: 'look-ups are fields of the query type; take it away here',
          node: directive,
        });
      if (resolves === 'look-ups' && impossible.has(name))
        faults.push({
          code: 'NOT_IN_OVERLAY',
          message: `a plain GraphQL API cannot do what \`@${name}\` asks of it`,
          help: 'resolve the field in a subgraph of the kind `federation` or `rest`',
          node: directive,
        });
    }
  return faults;
}

/** Keys that are said to be resolvable, and are not. */
function promised(unfetched: readonly KeyNode[]): readonly OverlayFault[] {
  return unfetched
    .filter(({ directive }) => resolvable(directive) === true)
    .map(({ type, directive, paths }) => ({
      code: 'KEY_WITHOUT_LOOKUP',
      message: `no look-up fetches \`${type}\` by \`${[...paths].join(' ')}\``,
      help: 'mark the field of the query type that takes this key with `@lookup`, or write `resolvable: false`',
      node: directive,
    }));
}

/** What the author says of a key; undefined when he says nothing. */
export function resolvable({ arguments: given = [] }: ConstDirectiveNode): boolean | undefined {
  const value = given.find(({ name }) => name.value === 'resolvable')?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

function entitiesOf(
  byKey: ReadonlyMap<KeyNode, readonly LookUp[]>,
  { types }: Names,
  isAbstract: (name: string) => boolean,
): ReadonlyMap<string, Entity> {
  const lookUps = new Map<string, LookUp[]>();
  for (const [{ type }, found] of byKey) lookUps.set(type, [...(lookUps.get(type) ?? []), ...found]);
  return new Map(
    [...lookUps].map(([name, found]) => [
      name,
      {
        name,
        remoteName: types.get(name) ?? name,
        isAbstract: isAbstract(name),
        lookUps: found.sort((a, b) => Number(b.list !== undefined) - Number(a.list !== undefined)),
      },
    ]),
  );
}
