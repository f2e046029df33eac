import type { Row, TypeSurface } from '../../../runtime/dotnet/define.ts';
import type { Definition } from './definition.ts';
import type { Library } from './library.ts';
import type { Constant, ConversionOperator, DefaultValue, Field, Indexer, Members, Method, Parameter, Property, RowRef } from './member.ts';
import { type DefaultText, type ParameterText, parseSignature, type Signature } from './signature.ts';
import { specialOf, type Type, type TypeParameter } from './type.ts';

/** Mutable while it is being filled. */
interface Builder {
  readonly methods: Map<string, Method[]>;
  readonly constructors: Method[];
  readonly values: Map<string, Property | Field | Constant>;
  readonly indexers: Indexer[];
  readonly operators: Map<string, Method[]>;
  readonly conversions: ConversionOperator[];
}

/** Reads the rows of one surface into members. A row that is no signature is a problem of the library and left out. */
export function readMembers(library: Library, owner: Definition, rows: TypeSurface | undefined, problems: string[]): Members {
  const builder: Builder = {
    methods: new Map(),
    constructors: [],
    values: new Map(),
    indexers: [],
    operators: new Map(),
    conversions: [],
  };
  if (owner.form === 'enum') readEnum(owner, builder);
  for (const [key, row] of Object.entries(rows?.rows ?? {})) {
    try {
      add(library, owner, parseSignature(row.signature), rowRef(owner, key, row), builder);
    } catch (error) {
      problems.push(`${owner.fullName}.${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { ...builder, names: [...new Set([...builder.methods.keys(), ...builder.values.keys()])] };
}

function rowRef(owner: Definition, key: string, row: Row): RowRef {
  const { module = '', surface = '', local = '' } = owner.surface ?? {};
  const { form, host, typeArgs, run } = row;
  return { module, surface, local, key: form === 'property' ? String(run) : key, form, host, typeArgs, run };
}

function readEnum(owner: Definition, builder: Builder): void {
  for (const { name, value } of owner.declaration.enumMembers)
    builder.values.set(name, { kind: 'constant', owner, name, type: owner.type, value: Number(value) });
}

function add(library: Library, owner: Definition, signature: Signature, row: RowRef, builder: Builder): void {
  const where = owner.fullName;
  const own = owner.typeParams;
  const type = (text: Parameters<Library['resolve']>[0]): Type => library.resolve(text, own, where);
  switch (signature.kind) {
    case 'method': {
      const bounded = signature.typeParams.map(({ name: param, constraint, bounds = [] }) => ({
        param,
        constraint,
        texts: bounds,
        bounds: [] as Type[],
      }));
      const typeParams = bounded.map(
        ({ param, constraint, bounds }): TypeParameter => ({ kind: 'parameter', name: param, key: {}, constraint, bounds }),
      );
      const scope = [...typeParams, ...own];
      for (const { texts, bounds } of bounded) bounds.push(...texts.map((text) => library.resolve(text, scope, where)));
      const { name, isStatic, extension } = signature;
      push(builder.methods, name, {
        kind: 'method',
        owner,
        name,
        isStatic,
        extension,
        typeParams,
        params: parameters(library, signature.params, scope, where),
        returns: library.resolve(signature.returns, scope, where),
        row,
      });
      return;
    }
    case 'constructor': {
      if (signature.name !== owner.name) throw new Error(`the constructor is named \`${signature.name}\``);
      const params = parameters(library, signature.params, own, where);
      builder.constructors.push(method(owner, '.ctor', params, owner.type, row));
      return;
    }
    case 'operator': {
      const params = parameters(library, signature.params, own, where);
      push(builder.operators, signature.operator, method(owner, signature.operator, params, type(signature.returns), row));
      return;
    }
    case 'conversion':
      builder.conversions.push({
        kind: 'conversion',
        owner,
        implicit: signature.implicit,
        from: type(signature.from),
        to: type(signature.to),
        row,
      });
      return;
    case 'property': {
      const before = builder.values.get(signature.name);
      const earlier = before?.kind === 'property' ? before : undefined;
      builder.values.set(signature.name, {
        kind: 'property',
        owner,
        name: signature.name,
        isStatic: signature.isStatic,
        type: type(signature.type),
        getter: signature.accessors.get ? row : earlier?.getter,
        setter: signature.accessors.set ? row : earlier?.setter,
      });
      return;
    }
    case 'indexer': {
      const params = parameters(library, signature.params, own, where);
      const earlier = builder.indexers.findIndex((indexer) => samePlaces(indexer.params, params));
      const before = builder.indexers[earlier];
      const indexer: Indexer = {
        kind: 'indexer',
        owner,
        name: 'this[]',
        params,
        type: type(signature.type),
        getter: signature.accessors.get ? row : before?.getter,
        setter: signature.accessors.set ? row : before?.setter,
      };
      if (earlier < 0) builder.indexers.push(indexer);
      else builder.indexers[earlier] = indexer;
      return;
    }
    case 'field':
      builder.values.set(signature.name, {
        kind: 'field',
        owner,
        name: signature.name,
        isStatic: signature.isStatic,
        type: type(signature.type),
        row,
      });
      return;
    case 'constant':
      builder.values.set(signature.name, {
        kind: 'constant',
        owner,
        name: signature.name,
        type: type(signature.type),
        value: row.run,
        row,
      });
      return;
  }
}

const method = (owner: Definition, name: string, params: readonly Parameter[], returns: Type, row: RowRef): Method => ({
  kind: 'method',
  owner,
  name,
  isStatic: true,
  extension: false,
  typeParams: [],
  params,
  returns,
  row,
});

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Getter and setter rows of one indexer have the same parameter types. */
const samePlaces = (a: readonly Parameter[], b: readonly Parameter[]): boolean =>
  a.length === b.length && a.every((param, i) => JSON.stringify(shape(param.type)) === JSON.stringify(shape(b[i]?.type)));

const shape = (type: Type | undefined): unknown =>
  type?.kind === 'named' ? [type.definition.fullName, ...type.args.map(shape)] : type?.kind === 'parameter' ? type.name : type?.kind;

function parameters(library: Library, texts: readonly ParameterText[], scope: readonly TypeParameter[], where: string): Parameter[] {
  return texts.map((text) => {
    const type = library.resolve(text.type, scope, where);
    const param = { name: text.name, type, mode: text.mode };
    return text.defaultValue === undefined ? param : { ...param, defaultValue: defaultValue(library, text.defaultValue, type, where) };
  });
}

function defaultValue(library: Library, text: DefaultText, type: Type, where: string): DefaultValue {
  switch (text.kind) {
    case 'null':
    case 'default':
      return { kind: 'zero' };
    case 'number': {
      const special = specialOf(type);
      if (special === 'long' || special === 'ulong') return { kind: 'value', value: BigInt(text.text) };
      return special === 'decimal' ? { kind: 'zero' } : { kind: 'value', value: Number(text.text.replace(/[fFdDmM]$/, '')) };
    }
    case 'name': {
      const definition = library.named(text.path.at(-2) ?? '')[0];
      const member = definition?.members.values.get(text.path.at(-1) ?? '');
      if (member?.kind !== 'constant') throw new Error(`unknown default \`${text.path.join('.')}\` in ${where}`);
      return { kind: 'value', value: member.value as number };
    }
    default:
      return { kind: 'value', value: text.value };
  }
}
