import { isSpecial, type NamedType, type Special, specialOf, type Type } from '../../2-check/types/type.ts';
import { quote } from '../document/quote.ts';
import { type Code, code, list, text } from './code.ts';
import type { EmitScope } from './scope.ts';

/** Run-time types that modules of the runtime hold ready. */
const ready: Readonly<Record<string, readonly [module: string, name: string]>> = {
  'System.Object': ['dotnet/types', 'OBJECT'],
  'System.String': ['dotnet/types', 'STRING'],
  'System.Boolean': ['dotnet/types', 'BOOLEAN'],
  'System.Char': ['dotnet/types', 'CHAR'],
  'System.SByte': ['dotnet/types', 'SBYTE'],
  'System.Byte': ['dotnet/types', 'BYTE'],
  'System.Int16': ['dotnet/types', 'INT16'],
  'System.UInt16': ['dotnet/types', 'UINT16'],
  'System.Int32': ['dotnet/types', 'INT32'],
  'System.UInt32': ['dotnet/types', 'UINT32'],
  'System.Int64': ['dotnet/types', 'INT64'],
  'System.UInt64': ['dotnet/types', 'UINT64'],
  'System.Single': ['dotnet/types', 'SINGLE'],
  'System.Double': ['dotnet/types', 'DOUBLE'],
  'System.Decimal': ['dotnet/values/decimal', 'DECIMAL'],
  'System.DateTime': ['dotnet/values/date-time', 'DATE_TIME'],
  'System.DateTimeOffset': ['dotnet/values/date-time-offset', 'DATE_TIME_OFFSET'],
  'System.TimeSpan': ['dotnet/values/time-span', 'TIME_SPAN'],
  'System.Guid': ['dotnet/values/guid', 'GUID'],
};

/** Code that gives the run-time type: an imported name, a constant of the module, or a type parameter of the function. */
export function runtimeTypeOf(scope: EmitScope, type: Type): Code {
  const { output } = scope;
  switch (type.kind) {
    case 'named':
      return namedType(scope, type);
    case 'array': {
      const element = runtimeTypeOf(scope, type.element);
      const make = (): Code => code`${output.import('dotnet/types', 'arrayOf')}(${element}${type.rank > 1 ? `, ${type.rank}` : ''})`;
      return mentionsParameter(type) ? make() : constant(scope, type, make);
    }
    case 'nullable': {
      const make = (): Code => generic(scope, 'System.Nullable`1', 'null', [type.of]);
      return mentionsParameter(type) ? make() : constant(scope, type, make);
    }
    case 'tuple': {
      const types = type.elements.map((element) => element.type);
      const make = (): Code =>
        code`${output.import('dotnet/support/tuple', 'tupleType')}([${list(types.map((each) => runtimeTypeOf(scope, each)))}])`;
      return mentionsParameter(type) ? make() : constant(scope, type, make);
    }
    case 'anonymous':
      return code`${shapeOf(scope, type)}.type`;
    case 'parameter':
      return text(scope.nameTypeParameter(type));
    default:
      return text(output.import('dotnet/types', 'OBJECT'));
  }
}

function namedType(scope: EmitScope, type: NamedType): Code {
  const { output } = scope;
  const { definition, args } = type;
  const known = ready[definition.fullName];
  if (known !== undefined) return text(output.import(known[0], known[1]));
  if (definition.form === 'enum' && definition.surface !== undefined) {
    const { module, surface, local } = definition.surface;
    const name = output.import(module, surface, local);
    return constant(scope, type, () => code`${name}[${output.import('dotnet/enum-type', 'enumType')}]`);
  }
  const make = (): Code => {
    if (definition.fullName === 'System.Collections.Generic.KeyValuePair`2')
      return code`${output.import('dotnet/collections/KeyValuePair', 'pairType')}(${list(args.map((arg) => runtimeTypeOf(scope, arg)))})`;
    return generic(scope, definition.fullName, zeroText(scope, type), args);
  };
  return mentionsParameter(type) ? make() : constant(scope, type, make);
}

/** `default(T)` of a struct: what its constructor without parameters gives. */
function zeroText(scope: EmitScope, type: NamedType): Code | string {
  if (type.definition.form !== 'struct') return 'null';
  const make = type.definition.members.constructors.find((method) => method.params.length === 0)?.row;
  if (make === undefined || make.host) return 'null';
  const args = make.typeArgs ? type.args.map((arg) => runtimeTypeOf(scope, arg)) : [];
  return code`${scope.output.import(make.module, make.surface, make.local)}.${make.key}(${list(args)})`;
}

function generic(scope: EmitScope, name: string, zero: Code | string, args: readonly Type[]): Code {
  const make = scope.output.import('dotnet/runtime-type', 'runtimeType');
  if (args.length === 0 && zero === 'null') return code`${make}(${quote(name)})`;
  if (args.length === 0) return code`${make}(${quote(name)}, ${zero})`;
  return code`${make}(${quote(name)}, ${zero}, [${list(args.map((arg) => runtimeTypeOf(scope, arg)))}])`;
}

/** The shape of an anonymous type, a constant of the module. */
export function shapeOf(scope: EmitScope, type: Type & { readonly kind: 'anonymous' }): Code {
  const make = (): Code => {
    const names = type.members.map((member) => quote(member.name)).join(', ');
    const types = type.members.map((member) => runtimeTypeOf(scope, member.type));
    return code`${scope.output.import('dotnet/values/anonymous', 'anonymousShape')}([${names}], [${list(types)}])`;
  };
  return mentionsParameter(type) ? make() : constant(scope, type, make);
}

function mentionsParameter(type: Type): boolean {
  switch (type.kind) {
    case 'parameter':
      return true;
    case 'named':
      return type.args.some(mentionsParameter);
    case 'array':
      return mentionsParameter(type.element);
    case 'nullable':
      return mentionsParameter(type.of);
    case 'tuple':
      return type.elements.some((element) => mentionsParameter(element.type));
    case 'anonymous':
      return type.members.some((member) => mentionsParameter(member.type));
    default:
      return false;
  }
}

const constant = (scope: EmitScope, type: Type, make: () => Code): Code => text(scope.output.constant(`${constantName(type)}Type`, make));

/** A name that is the same for the same type only: `ListOfString`, `IEnumerableOfKeyValuePairOfStringAndInt32`. */
function constantName(type: Type): string {
  switch (type.kind) {
    case 'named': {
      const { definition } = type;
      const namespace = plainNamespaces.has(definition.namespace) ? '' : `${definition.namespace.split('.').map(capital).join('')}_`;
      const args = type.args.length === 0 ? '' : `Of${type.args.map(constantName).join('And')}`;
      return `${namespace}${capital(definition.name)}${args}`;
    }
    case 'array':
      return `ArrayOf${constantName(type.element)}${type.rank > 1 ? `_${type.rank}` : ''}`;
    case 'nullable':
      return `Nullable${constantName(type.of)}`;
    case 'tuple':
      return `TupleOf${type.elements.map((element) => constantName(element.type)).join('And')}`;
    case 'anonymous':
      return `AnonymousOf${type.members.map((member) => `${constantName(member.type)}_${hash(member.name)}`).join('And')}`;
    default:
      return 'Object';
  }
}

/** Namespaces whose names do not meet. */
const plainNamespaces: ReadonlySet<string> = new Set([
  'System',
  'System.Collections.Generic',
  'Newtonsoft.Json.Linq',
  'System.Linq',
  'Fedpass',
]);

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replace(/[^A-Za-z0-9]/g, '');

/** Authors' names stay out of identifiers; a number stands for them. */
const hash = (name: string): string => `${fnv(name, 0x811c9dc5)}${fnv(name, 0x9e3779b9)}`;

function fnv(name: string, seed: number): string {
  let value = seed;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return value.toString(36).padStart(7, '0');
}

/** True for the types that stand as themselves where an object is wanted. */
export const staysBare = (type: Type): boolean => {
  const special: Special | undefined = specialOf(type);
  return special === 'int' || special === 'bool' || isSpecial(type, 'string');
};
