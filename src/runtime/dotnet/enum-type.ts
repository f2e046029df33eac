import { surface, type TypeSurface } from './define.ts';
import { type RuntimeType, runtimeType } from './runtime-type.ts';

/** Where an enum keeps its run-time type, which boxes of its values carry. */
export const enumType: unique symbol = Symbol('fedpass.enumType');

type Underlying = 'int' | 'byte' | 'short' | 'uint';

/** An enum: its members by name, its surface for the compiler, its run-time type. */
export type EnumMembers<Names extends Readonly<Record<string, number>>> = Names & {
  readonly [surface]: TypeSurface;
  readonly [enumType]: RuntimeType;
};

function runtimeEnum(name: string, names: Readonly<Record<string, number>>, flags: boolean): RuntimeType {
  const byValue = new Map<number, string>();
  for (const [member, value] of Object.entries(names)) if (!byValue.has(value)) byValue.set(value, member);
  return { ...runtimeType(name, 0), enumNames: byValue, enumFlags: flags };
}

function build<const Names extends Readonly<Record<string, number>>>(
  name: string,
  doc: string,
  names: Names,
  options: { flags: boolean; underlying: Underlying },
): EnumMembers<Names> {
  const list = Object.entries(names).map(([member, value]) => `${member} = ${value}`);
  const declaration = `${options.flags ? '[Flags] ' : ''}enum ${name} : ${options.underlying} { ${list.join(', ')} }`;
  const members: Record<PropertyKey, unknown> = Object.assign(Object.create(null) as Record<PropertyKey, unknown>, names);
  members[surface] = { declaration, doc, rows: {} } satisfies TypeSurface;
  members[enumType] = runtimeEnum(name, names, options.flags);
  return Object.freeze(members) as EnumMembers<Names>;
}

/** Declares an enum; `name` is its full .NET name. */
export const dotnetEnum = <const Names extends Readonly<Record<string, number>>>(
  name: string,
  doc: string,
  names: Names,
  underlying: Underlying = 'int',
): EnumMembers<Names> => build(name, doc, names, { flags: false, underlying });

/** Declares an enum of bits. */
export const dotnetFlags = <const Names extends Readonly<Record<string, number>>>(
  name: string,
  doc: string,
  names: Names,
  underlying: Underlying = 'int',
): EnumMembers<Names> => build(name, doc, names, { flags: true, underlying });
