import { dotnetType, member } from '../define.ts';
import { equalTo, hashKey, type Structural } from '../equals.ts';
import { isAssignable } from '../is-instance.ts';
import { isArrayType, type RuntimeType, runtimeType, sameType, typeText } from '../runtime-type.ts';
import { netType } from '../values.ts';

const runtimeTypeName = runtimeType('System.RuntimeType');

const shortName = (type: RuntimeType): string =>
  isArrayType(type) ? `${type.args.map(shortName).join('')}${type.name}` : type.name.slice(type.name.lastIndexOf('.') + 1);

/** System.Type: what `typeof(T)` and `GetType()` give. */
export class Type implements Structural {
  readonly type: RuntimeType;

  constructor(type: RuntimeType) {
    this.type = type;
  }

  get [netType](): RuntimeType {
    return runtimeTypeName;
  }

  toString(): string {
    return typeText(this.type);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof Type && sameType(this.type, other.type);
  }

  [hashKey](): string {
    return typeText(this.type);
  }
}

/** `typeof(T)`. */
export const typeObject = (type: RuntimeType): Type => new Type(type);

export const Type_ = dotnetType('abstract class System.Type', 'A type at run time; its names are all that can be asked.', {
  name: member('string Name { get; }', (type: Type) => shortName(type.type), 'The name without namespace.'),
  fullName: member('string FullName { get; }', (type: Type) => typeText(type.type), 'The name with namespace.'),
  namespace: member(
    'string Namespace { get; }',
    (type: Type) => type.type.name.slice(0, Math.max(0, type.type.name.lastIndexOf('.'))),
    'The namespace.',
  ),
  isEnum: member('bool IsEnum { get; }', (type: Type) => type.type.enumNames !== undefined, 'Whether the type is an enum.'),
  isArray: member('bool IsArray { get; }', (type: Type) => isArrayType(type.type), 'Whether the type is an array.'),
  isGenericType: member(
    'bool IsGenericType { get; }',
    (type: Type) => !isArrayType(type.type) && type.type.args.length > 0,
    'Whether the type has type arguments.',
  ),
  isAssignableFrom: member(
    'bool IsAssignableFrom(Type c)',
    (type: Type, other: Type | null) => other !== null && isAssignable(other.type, type.type),
    'Whether a value of another type is one of this type.',
  ),
  toString: member('string ToString()', (type: Type) => type.toString(), 'The name with namespace.'),
  equals: member('bool Equals(Type o)', (type: Type, other: Type | null) => type[equalTo](other), 'Whether both are the same type.'),
  equal: member('static bool operator ==(Type left, Type right)', sameTypes, 'Whether both are the same type.'),
  notEqual: member(
    'static bool operator !=(Type left, Type right)',
    (a: Type | null, b: Type | null) => !sameTypes(a, b),
    'Whether both are different types.',
  ),
});

function sameTypes(a: Type | null, b: Type | null): boolean {
  return a === b || (a?.[equalTo](b) ?? false);
}
