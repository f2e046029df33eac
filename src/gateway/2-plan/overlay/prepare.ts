import {
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { remoteType } from './look-ups.ts';
import type { Overlay } from './overlay.ts';
import { localValues, remoteLiteral, remoteValue } from './remote-values.ts';

/** Some fields in the API's names, as text, with the variables that they use. */
export interface Part {
  readonly selectionSet: SelectionSetNode | undefined;
  /** Without the braces; empty when there is nothing. */
  readonly text: string;
  readonly variables: ReadonlySet<string>;
}

export interface PreparedVariable {
  readonly definition: string;
  remote(value: unknown): unknown;
}

/** An operation on a subgraph, taken apart: what stays the same however many entities are asked for. */
export interface Prepared {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  /** With a space before them, or empty. */
  readonly directives: string;
  /** Definitions of variables in the API's names, by name, and how values become the API's. */
  readonly variables: ReadonlyMap<string, PreparedVariable>;
  /** Fields whose values are of an enum with other names in the API: those values, by the API's names. */
  readonly enums: ReadonlyMap<SelectionNode, ReadonlyMap<string, string>>;
  /** The root fields but for `_entities`. */
  readonly plain: Part;
  /** The response names of `_entities`; empty when no entities are asked for. */
  readonly entities: string | undefined;
  /** What is asked of an entity of a type. */
  partFor(type: string): Part;
}

/** Takes an operation of a plan apart. It is valid against the subgraph's schema. */
export function prepare(query: string, overlay: Overlay): Prepared {
  const { definitions } = parse(query, { noLocation: true });
  const operation = definitions.find((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new TypeError('the plan holds no operation');
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
  const rewriter = new Rewriter(overlay, fragments);
  const root = overlay.schema.getRootType(operation.operation) ?? undefined;
  const isEntities = (node: SelectionNode): boolean => node.kind === Kind.FIELD && node.name.value === '_entities';
  const [entities] = operation.selectionSet.selections.filter(isEntities);
  const plain = operation.selectionSet.selections.filter((node) => !isEntities(node));
  const asked = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  const parts = new Map<string, Part>();
  return {
    operation: operation.operation,
    name: operation.name?.value,
    directives: (operation.directives ?? []).map((each) => ` ${print(each)}`).join(''),
    variables: new Map(
      (operation.variableDefinitions ?? []).map((definition) => [definition.variable.name.value, preparedVariable(definition, overlay)]),
    ),
    enums: rewriter.enums,
    plain: part(rewriter.selections(plain, root)),
    entities: entities?.kind === Kind.FIELD ? (entities.alias?.value ?? entities.name.value) : undefined,
    partFor(type) {
      const known = parts.get(type);
      if (known !== undefined) return known;
      const made = part(rewriter.selections(applying(asked, type, overlay, fragments), overlay.schema.getType(type)));
      parts.set(type, made);
      return made;
    },
  };
}

function preparedVariable({ variable, type, defaultValue }: VariableDefinitionNode, { schema, names }: Overlay): PreparedVariable {
  const known = typeFromAST(schema, type);
  const input = isInputType(known) ? known : undefined;
  const standard = defaultValue === undefined || input === undefined ? defaultValue : remoteLiteral(defaultValue, input, names);
  const fallback = standard === undefined ? '' : ` = ${print(standard)}`;
  return {
    definition: `$${variable.name.value}: ${remoteType(type, names)}${fallback}`,
    remote: (value) => (input === undefined ? value : remoteValue(value, input, names)),
  };
}

/** Of what is asked of any entity, what is asked of one of this type: another's fragment may not stand where only this can be. */
function applying(
  selections: readonly SelectionNode[],
  type: string,
  { schema }: Overlay,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly SelectionNode[] {
  const wanted = schema.getType(type);
  const admits = (condition: string): boolean => {
    const abstract = schema.getType(condition);
    if (condition === type) return true;
    return isAbstractType(abstract) && (isObjectType(wanted) || isInterfaceType(wanted)) && schema.isSubType(abstract, wanted);
  };
  return selections.filter((each) => {
    if (each.kind === Kind.FIELD) return true;
    const part = each.kind === Kind.INLINE_FRAGMENT ? each : fragments.get(each.name.value);
    return part?.typeCondition === undefined || admits(part.typeCondition.name.value);
  });
}

function part(selections: readonly SelectionNode[]): Part {
  if (selections.length === 0) return { selectionSet: undefined, text: '', variables: new Set() };
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  const variables = new Set<string>();
  visit(selectionSet, { Variable: ({ name }) => void variables.add(name.value) });
  return { selectionSet, text: selections.map((each) => print(each)).join(' '), variables };
}

/** Writes selections in the API's names. A renamed field keeps its own name in the answer, and fragments are written out. */
class Rewriter {
  readonly enums = new Map<SelectionNode, ReadonlyMap<string, string>>();
  readonly #overlay: Overlay;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(overlay: Overlay, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#overlay = overlay;
    this.#fragments = fragments;
  }

  selections(selections: readonly SelectionNode[], type: GraphQLNamedType | undefined): readonly SelectionNode[] {
    return selections.map((each) => this.#selection(each, type));
  }

  #selection(node: SelectionNode, type: GraphQLNamedType | undefined): SelectionNode {
    const { schema, names } = this.#overlay;
    if (node.kind !== Kind.FIELD) {
      const part = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      const condition = part?.typeCondition;
      const inner = condition === undefined ? type : schema.getType(condition.name.value);
      const directives = [...(node.directives ?? []), ...(part === node ? [] : (part?.directives ?? []))];
      const selectionSet = this.#set(part?.selectionSet, inner) ?? { kind: Kind.SELECTION_SET, selections: [] };
      if (condition === undefined) return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet };
      const value = names.types.get(condition.name.value) ?? condition.name.value;
      const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value } } as const;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
    }
    const own = node.name.value;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[own] : undefined;
    const selectionSet = this.#set(node.selectionSet, field === undefined ? undefined : getNamedType(field.type));
    const path = `${type?.name ?? ''}.${own}`;
    const remote = names.fields.get(path);
    const inner = { ...node, ...(selectionSet === undefined ? {} : { selectionSet }), arguments: this.#arguments(node, path, field) };
    const written = remote === undefined ? inner : { ...inner, alias: node.alias ?? node.name, name: { ...node.name, value: remote } };
    const leaf = field === undefined ? undefined : getNamedType(field.type);
    const values = isEnumType(leaf) ? localValues(leaf, names) : undefined;
    if (values !== undefined) this.enums.set(written, values);
    return written;
  }

  #arguments(
    { arguments: given = [] }: FieldNode,
    path: string,
    field: GraphQLField<unknown, unknown> | undefined,
  ): readonly ArgumentNode[] {
    const { names } = this.#overlay;
    return given.map((argument) => {
      const known = field?.args.find(({ name }) => name === argument.name.value);
      const name = { ...argument.name, value: names.arguments.get(`${path}.${argument.name.value}`) ?? argument.name.value };
      return { ...argument, name, value: known === undefined ? argument.value : remoteLiteral(argument.value, known.type, names) };
    });
  }

  #set(set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined): SelectionSetNode | undefined {
    return set === undefined ? undefined : { ...set, selections: this.selections(set.selections, type) };
  }
}
