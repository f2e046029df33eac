import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isSpecifiedScalarType,
  Kind,
  parse,
  print,
  printType,
} from 'graphql';
import type { Part } from './choose-part.ts';
import type { FoundLookUp } from './find-look-ups.ts';
import { advice, unsureLookUps } from './unsure-look-ups.ts';

/** Put before all types and root fields, so that they do not clash with another subgraph's. */
export interface Prefix {
  readonly types: string;
  readonly fields: string;
}

/** The SDL of an overlay: a part of an API, with its keys and look-ups marked. `head` are lines of a comment. */
export function overlayText(schema: GraphQLSchema, part: Part, prefix: Prefix | undefined, head: readonly string[]): string {
  const writer = new Writer(schema, part);
  const blocks = [
    head.map((line) => `# ${line}`.trimEnd()).join('\n'),
    ...(prefix === undefined ? [] : [`extend schema @prefix(types: "${prefix.types}", fields: "${prefix.fields}")`]),
    ...rootBlock(schema, part),
    ...Object.values(schema.getTypeMap()).flatMap((type) => writer.type(type)),
  ];
  return withAdvice(`${blocks.filter((block) => block !== '').join('\n\n')}\n`, schema, part);
}

/** A comment at each field of the query type that only its author knows to be a look-up. */
function withAdvice(sdl: string, schema: GraphQLSchema, part: Part): string {
  const head = `type ${schema.getQueryType()?.name} {\n`;
  const [before = '', after] = sdl.split(head);
  if (after === undefined) return sdl;
  const advised = unsureLookUps(schema, part).reduce(
    (text, each) => text.replace(`  ${each.field}(`, `  # ${advice(each)}\n  ${each.field}(`),
    after,
  );
  return `${before}${head}${advised}`;
}

/** Root types with names of their own have to be named. */
function rootBlock(schema: GraphQLSchema, { fields }: Part): readonly string[] {
  const roots = [
    ['query', schema.getQueryType()?.name, 'Query'],
    ['mutation', schema.getMutationType()?.name, 'Mutation'],
  ] as const;
  const kept = roots.filter(([, name]) => name !== undefined && (fields.get(name)?.size ?? 0) > 0);
  if (kept.every(([, name, usual]) => name === usual)) return [];
  return [`schema {\n${kept.map(([operation, name]) => `  ${operation}: ${name}\n`).join('')}}`];
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #part: Part;

  constructor(schema: GraphQLSchema, part: Part) {
    this.#schema = schema;
    this.#part = part;
  }

  type(type: GraphQLNamedType): readonly string[] {
    const { fields, leaves } = this.#part;
    if (leaves.has(type.name)) return isSpecifiedScalarType(type) ? [] : [print(definition(type))];
    const kept = fields.get(type.name);
    if (kept === undefined) return [];
    const node = definition(type);
    if (node.kind === Kind.UNION_TYPE_DEFINITION)
      return [print({ ...node, types: (node.types ?? []).filter(({ name }) => fields.has(name.value)) })];
    if (kept.size === 0 || (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION)) return [];
    const isQuery = type.name === this.#schema.getQueryType()?.name;
    const isRoot = isQuery || type.name === this.#schema.getMutationType()?.name;
    const own = (node.fields ?? []).filter(({ name }) => kept.has(name.value)).map((field) => (isQuery ? this.#root(field) : field));
    const interfaces = isRoot ? [] : (node.interfaces ?? []).filter(({ name }) => fields.has(name.value));
    return [print({ ...node, interfaces, fields: own, directives: [...(node.directives ?? []), ...(isRoot ? [] : this.#keys(type))] })];
  }

  #root(field: FieldDefinitionNode): FieldDefinitionNode {
    const lookUp = this.#part.lookUps.find((each) => each.field === field.name.value);
    if (lookUp === undefined) return field;
    const marks = this.#part.internal.has(lookUp.field) ? '@lookup @internal' : '@lookup';
    return {
      ...field,
      arguments: (field.arguments ?? []).map((argument) => {
        const key = lookUp.keys.find((each) => each.argument === argument.name.value);
        if (key === undefined || key.argument === key.field) return argument;
        return { ...argument, directives: [...(argument.directives ?? []), ...directives(`@is(field: "${key.field}")`)] };
      }),
      directives: [...(field.directives ?? []), ...directives(marks)],
    };
  }

  /** Each key once; a type has those of its own look-ups and of those that return its interfaces. */
  #keys(type: GraphQLNamedType): readonly ConstDirectiveNode[] {
    if (isInterfaceType(type)) return [];
    const kept = this.#part.fields.get(type.name);
    const sets = this.#part.lookUps.filter((each) => this.#fetches(each, type.name)).map(({ keys }) => keys.map(({ field }) => field));
    const usable = sets.filter((set) => set.every((field) => kept?.has(field)));
    return directives([...new Set(usable.map((set) => `@key(fields: "${set.join(' ')}")`))].join(' '));
  }

  #fetches({ type }: FoundLookUp, name: string): boolean {
    const returned = this.#schema.getType(type);
    return (
      type === name || (isInterfaceType(returned) && this.#schema.getImplementations(returned).objects.some((each) => each.name === name))
    );
  }
}

/** The definition alone, with what a client sees of it: descriptions, `@deprecated`, `@specifiedBy`. */
function definition(type: GraphQLNamedType): DefinitionNode {
  const [node] = parse(printType(type), { noLocation: true }).definitions;
  if (node === undefined) throw new TypeError(`${type.name} has no definition`);
  return node;
}

function directives(text: string): readonly ConstDirectiveNode[] {
  if (text === '') return [];
  const [node] = parse(`scalar X ${text}`, { noLocation: true }).definitions;
  return node?.kind === Kind.SCALAR_TYPE_DEFINITION ? (node.directives ?? []) : [];
}
