import {
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { remoteType } from './look-ups.ts';
import type { Overlay } from './overlay.ts';

/** Some fields in the API's names, as text, with the variables that they use. */
export interface Part {
  readonly selectionSet: SelectionSetNode | undefined;
  /** Without the braces; empty when there is nothing. */
  readonly text: string;
  readonly variables: ReadonlySet<string>;
}

/** An operation on a subgraph, taken apart: what stays the same however many entities are asked for. */
export interface Prepared {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  /** With a space before them, or empty. */
  readonly directives: string;
  /** Definitions of variables in the API's names, by name. */
  readonly variables: ReadonlyMap<string, string>;
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
      (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
        const fallback = defaultValue === undefined ? '' : ` = ${print(defaultValue)}`;
        return [variable.name.value, `$${variable.name.value}: ${remoteType(type, overlay.names)}${fallback}`];
      }),
    ),
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
    const remote = names.fields.get(`${type?.name ?? ''}.${own}`);
    const inner = selectionSet === undefined ? node : { ...node, selectionSet };
    return remote === undefined ? inner : { ...inner, alias: node.alias ?? node.name, name: { kind: Kind.NAME, value: remote } };
  }

  #set(set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined): SelectionSetNode | undefined {
    return set === undefined ? undefined : { ...set, selections: this.selections(set.selections, type) };
  }
}
