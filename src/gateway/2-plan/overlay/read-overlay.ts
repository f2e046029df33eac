import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  visit,
} from 'graphql';
import { hasFields, rootTypesByOperation } from '../written/definitions.ts';
import { schemaFaults } from '../written/schema-faults.ts';
import { asOneSchema } from './as-one-schema.ts';
import { overlayDirectives } from './directives.ts';
import type { OverlayFault } from './fault.ts';
import { federated } from './federated.ts';
import { jsonForms } from './json-forms.ts';
import { findLookUps, type KeyNode, keysOf } from './look-ups.ts';
import { brokenLinks, misspelt, misused, unknownTypes } from './mistakes.ts';
import { graphNames } from './names.ts';
import type { Entity, LookUp, Names, Overlay } from './overlay.ts';
import { remoteDocument } from './remote-document.ts';

/**
 * Reads an overlay schema. `resolves`: whether entities come by look-ups alone, or the backend can resolve whatever it is asked for. What is wrong with it
 * is in `faults`; what composition would find itself is left to it. Undefined where nothing can be said of it: it refers to types that it does not have,
 * or its names mean two things.
 */
export function readOverlay(
  written: DocumentNode,
  resolves: 'look-ups' | 'any-field',
): { readonly overlay: Overlay | undefined; readonly faults: readonly OverlayFault[] } {
  const { document, names, faults } = graphNames(asOneSchema(written), resolves === 'look-ups' ? 'graphql' : 'any');
  const unreadable = [...unknownTypes(document), ...schemaFaults(document), ...brokenLinks(document)];
  if (unreadable.length > 0) return { overlay: undefined, faults: [...unreadable, ...faults] };
  const plain = withoutOverlayDirectives(document);
  const schema = buildASTSchema(plain, { assumeValid: true, assumeValidSDL: true });
  const keys = document.definitions.flatMap((each) => (hasFields(each) ? keysOf(each.name.value, each.directives ?? []) : []));
  const queryName = rootTypesByOperation(document.definitions).get('query') ?? 'Query';
  const fields = document.definitions.flatMap((each) => (hasFields(each) && each.name.value === queryName ? (each.fields ?? []) : []));
  const lookUps = lookUpsOf(schema, queryName, fields, keys, names);
  const unfetched = resolves === 'look-ups' ? keys.filter((key) => !lookUps.byKey.has(key)) : [];
  const json = jsonForms(resolves === 'any-field' ? document : { ...document, definitions: [] }, schema);
  const overlay: Overlay = {
    composed: federated(document, { queryName, unresolvable: new Set(unfetched.map(({ directive }) => directive)) }),
    schema,
    remoteSdl: () => print(remoteDocument(plain, names)),
    names,
    json: json.forms,
    unfetched: unfetched.map(({ type, paths }) => `\`${[...paths].join(' ')}\` of \`${type}\``),
    entities: entitiesOf(lookUps.byKey, names, (name) => isInterfaceType(schema.getType(name))),
  };
  const found = [
    ...misspelt(document),
    ...lookUps.faults,
    ...json.faults,
    ...misused(document, new Set(fields), resolves),
    ...promised(unfetched),
  ];
  return { overlay, faults: [...faults, ...found] };
}

function lookUpsOf(
  schema: GraphQLSchema,
  queryName: string,
  fields: readonly FieldDefinitionNode[],
  keys: readonly KeyNode[],
  names: Names,
): ReturnType<typeof findLookUps> {
  const type = schema.getType(queryName);
  return isObjectType(type) ? findLookUps({ type, fields }, keys, schema, names) : { byKey: new Map(), faults: [] };
}

function withoutOverlayDirectives(document: DocumentNode): DocumentNode {
  return visit(document, {
    Directive: ({ name }) => (overlayDirectives.has(name.value) ? null : undefined),
    DirectiveDefinition: ({ name }) => (overlayDirectives.has(name.value) ? null : false),
  });
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
function resolvable({ arguments: given = [] }: ConstDirectiveNode): boolean | undefined {
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
