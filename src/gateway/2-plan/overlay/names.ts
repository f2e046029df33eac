import { type DocumentNode, type FieldDefinitionNode, Kind, type NameNode, visit } from 'graphql';
import { has, hasFields, isEnum, isExtension, isInput, isSchema, isType, rootTypes, type TypeNode, text } from '../written/definitions.ts';
import type { OverlayFault } from './fault.ts';
import type { Names } from './overlay.ts';
import { graphqlName, type SourceNames, Sources, sourcesTwice } from './sources.ts';

/** An overlay with every name as it is in the graph. */
export interface Renamed {
  readonly document: DocumentNode;
  readonly names: Names;
  readonly faults: readonly OverlayFault[];
}

/**
 * Works out the names that an overlay has in the graph. `@source(name:)` on a type, field, argument or value of an enum says what the API calls it;
 * `@prefix` on the schema puts a word before all types, and one before all fields of the root types, that have no `@source`. Scalars keep their names:
 * those of two APIs are one scalar.
 */
export function graphNames(document: DocumentNode, allowed: SourceNames): Renamed {
  const faults: OverlayFault[] = [];
  const sources = new Sources(allowed, faults);
  const roots = rootTypes(document);
  const prefix = prefixOf(document, faults);
  const types = new Map<string, string>();
  const renamedTo = new Map<string, string>();
  for (const definition of document.definitions) {
    if (!isType(definition) || roots.has(definition.name.value) || isExtension(definition)) continue;
    const remote = sources.of(definition.directives) ?? definition.name.value;
    const prefixed = prefix.types !== '' && definition.kind !== Kind.SCALAR_TYPE_DEFINITION && !has(definition.directives, 'source');
    const local = prefixed ? `${prefix.types}${definition.name.value}` : definition.name.value;
    if (local !== definition.name.value) renamedTo.set(definition.name.value, local);
    if (local !== remote) types.set(local, remote);
  }
  const fields = new Map<string, string>();
  const given = new Map<string, string>();
  const inputs = new Map<string, string>();
  const values = new Map<string, string>();
  const rename = (name: NameNode): NameNode => {
    const to = renamedTo.get(name.value);
    return to === undefined ? name : { ...name, value: to };
  };
  const renamed = visit(document, {
    NamedType: (node) => ({ ...node, name: rename(node.name) }),
    enter(node) {
      if (!isType(node)) return undefined;
      const definition: TypeNode = node;
      const name = rename(definition.name);
      if (isInput(definition)) for (const each of definition.fields ?? []) sources.note(inputs, name.value, each);
      if (isEnum(definition)) for (const each of definition.values ?? []) sources.note(values, name.value, each);
      if (!hasFields(definition)) return { ...definition, name };
      const isRoot = roots.has(definition.name.value);
      const own = (definition.fields ?? []).map((field) => {
        const local = localField(field, isRoot ? prefix.fields : '', sources);
        for (const each of field.arguments ?? []) sources.note(given, `${name.value}.${local.node.name.value}`, each);
        if (local.remote !== local.node.name.value) fields.set(`${name.value}.${local.node.name.value}`, local.remote);
        return local.node;
      });
      // With other names for its fields a root type has none of an interface any more (GitHub's query type is a Node).
      return isRoot && prefix.fields !== '' ? { ...definition, name, fields: own, interfaces: [] } : { ...definition, name, fields: own };
    },
  });
  return {
    document: renamed,
    names: { types, fields, arguments: given, inputs, values },
    faults: [...faults, ...sourcesTwice(document, allowed)],
  };
}

function localField(
  field: FieldDefinitionNode,
  prefix: string,
  sources: Sources,
): { readonly node: FieldDefinitionNode; readonly remote: string } {
  const source = sources.of(field.directives);
  if (source !== undefined || prefix === '') return { node: field, remote: source ?? field.name.value };
  return { node: { ...field, name: { ...field.name, value: `${prefix}${field.name.value}` } }, remote: field.name.value };
}

/** What `@prefix` on the schema puts before names. */
function prefixOf({ definitions }: DocumentNode, faults: OverlayFault[]): { readonly types: string; readonly fields: string } {
  const none = { types: '', fields: '' };
  const all = definitions.filter(isSchema).flatMap(({ directives = [] }) => directives.filter(({ name }) => name.value === 'prefix'));
  const [directive, another] = all;
  if (directive === undefined) return none;
  const fault = (message: string, node = directive): void => {
    const help = 'write letters, digits and `_`, as in `@prefix(types: "GitHub", fields: "github_")`, once';
    faults.push({ code: 'PREFIX_NAME', message, help, node });
  };
  if (another !== undefined) fault('there is more than one `@prefix`', another);
  const types = text(directive, 'types') ?? '';
  const fields = text(directive, 'fields') ?? '';
  const wrong = [types, fields].find((prefix) => prefix !== '' && !graphqlName.test(prefix));
  if (wrong !== undefined) fault(`\`${wrong}\` cannot begin a GraphQL name`);
  else if (types + fields === '') fault('`@prefix` has neither `types` nor `fields`');
  else return { types, fields };
  return none;
}
