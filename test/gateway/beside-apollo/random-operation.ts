import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { type Random, random } from '../../fuzz/generate/random.ts';

/** A query of a schema that is the same for one seed: fields, aliases, fragments of both kinds, and conditions. */
export function randomQuery(schema: GraphQLSchema, seed: number): string {
  const root = schema.getQueryType();
  if (root === undefined || root === null) throw new Error('a schema without queries');
  return new Writer(schema, random(seed)).operation(root);
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fragments: string[] = [];
  #names = 0;

  constructor(schema: GraphQLSchema, chance: Random) {
    this.#schema = schema;
    this.#random = chance;
  }

  operation(root: GraphQLCompositeType): string {
    // Variables must be used somewhere, or the operation is refused.
    const selection = `{ __typename @include(if: $yes) @skip(if: $no) ${this.#parts(root, 5)} }`;
    return [`query ($yes: Boolean! = true, $no: Boolean! = false) ${selection}`, ...this.#fragments].join('\n');
  }

  #parts(type: GraphQLCompositeType, depth: number): string {
    return Array.from({ length: 1 + this.#random.below(3) }, () => this.#part(type, depth)).join(' ');
  }

  #part(type: GraphQLCompositeType, depth: number): string {
    if (depth > 0 && (isUnionType(type) || this.#random.once(4))) return this.#fragment(type, depth - 1);
    if (isUnionType(type)) return this.#named('__typename');
    const fields = Object.values(type.getFields()).filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type)));
    if (fields.length === 0 || this.#random.once(8)) return this.#named('__typename');
    return this.#field(this.#random.pick(fields), depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const given = field.args.filter((argument) => isNonNullType(argument.type) || this.#random.once(2));
    const list = given.map((argument) => `${argument.name}: ${this.#value(argument)}`).join(', ');
    const below = isCompositeType(type) ? ` { ${this.#parts(type, depth - 1)} }` : '';
    return `${this.#named(field.name)}${list === '' ? '' : `(${list})`}${this.#condition()}${below}`;
  }

  /** Every field has a name of its own in the answer: equal names are merged, and must then be of equal types and arguments. */
  #named(field: string): string {
    this.#names += 1;
    return `n${this.#names}: ${field}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const to = this.#random.pick(this.#meeting(type));
    const body = `{ ${this.#parts(to, depth)} }`;
    if (!this.#random.once(3)) return `... on ${to.name}${this.#condition()} ${body}`;
    this.#names += 1;
    this.#fragments.push(`fragment F${this.#names} on ${to.name} ${body}`);
    return `...F${this.#names}${this.#condition()}`;
  }

  /** Types whose objects may be of this type, too. */
  #meeting(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const own = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const others = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : own.flatMap((each) => each.getInterfaces());
    return [type, ...own, ...others];
  }

  #condition(): string {
    return this.#random.once(6) ? ` @${this.#random.pick(['skip', 'include'])}(if: $${this.#random.pick(['yes', 'no'])})` : '';
  }

  #value(argument: GraphQLArgument): string {
    return this.#input(argument.type);
  }

  #input(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#input(type.ofType);
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || this.#random.once(2));
      return `{ ${fields.map((field) => `${field.name}: ${this.#input(field.type)}`).join(', ')} }`;
    }
    const literals: Readonly<Record<string, readonly string[]>> = { Int: ['0', '1', '2'], Boolean: ['true', 'false'] };
    return this.#random.pick(literals[getNamedType(type).name] ?? ['"1"', '"2"']);
  }
}
