import type { Definition } from '../../../src/compiler/2-check/types/definition.ts';
import { importedNamespaces, type Library } from '../../../src/compiler/2-check/types/library.ts';
import type { Parameter } from '../../../src/compiler/2-check/types/member.ts';
import { sameType, type Type, type TypeParameter } from '../../../src/compiler/2-check/types/type.ts';

/** A member of the library as a way to come by a value: what it wants, and what it gives. */
export interface Producer {
  readonly kind: 'method' | 'static' | 'extension' | 'constructor' | 'value' | 'static-value';
  readonly owner: Definition;
  readonly name: string;
  readonly typeParams: readonly TypeParameter[];
  readonly params: readonly Parameter[];
  readonly gives: Type;
}

export type Bindings = Map<TypeParameter, Type>;

/** Types of which no program makes anything: their members hang on the time, on chance, or on keys. */
const unwanted = /^(Fedpass|System\.Security|System\.Random|System\.Globalization\.CultureInfo|System\.TimeZoneInfo|System\.Type$)/;

/** Members that give another value in every run, that ask for the machine, or whose names mean other things in C#. */
const leftOut =
  /^(Now|UtcNow|Today|NewGuid|GetHashCode|GetType|ToLocalTime|Local|IsDaylightSavingTime|Finalize|MemberwiseClone|Repeat|PadLeft|PadRight|Item)$/;

/** Every member that gives a value, by the outermost form of what it gives. */
export function producersOf(library: Library): ReadonlyMap<string, readonly Producer[]> {
  const found = new Map<string, Producer[]>();
  const add = (producer: Producer): void => {
    if (leftOut.test(producer.name) || producer.params.some(({ mode }) => mode === 'ref' || mode === 'in')) return;
    const key = formOf(producer.gives);
    if (key === undefined) return;
    const list = found.get(key);
    if (list === undefined) found.set(key, [producer]);
    else list.push(producer);
  };
  for (const owner of library.definitions) {
    // A short name means nothing in a namespace that is not imported.
    if (
      !importedNamespaces.includes(owner.namespace) ||
      unwanted.test(owner.fullName) ||
      owner.namespace.startsWith('System.Collections.Generic.Dictionary')
    )
      continue;
    const { members } = owner;
    for (const [name, methods] of members.methods)
      for (const { isStatic, extension, typeParams, params, returns } of methods)
        add({ kind: extension ? 'extension' : isStatic ? 'static' : 'method', owner, name, typeParams, params, gives: returns });
    if (!owner.isAbstract)
      for (const { params } of members.constructors)
        add({ kind: 'constructor', owner, name: '.ctor', typeParams: [], params, gives: owner.type });
    for (const [name, value] of members.values) {
      if (value.kind === 'property' && value.getter === undefined) continue;
      const isStatic = value.kind === 'constant' || value.isStatic;
      add({ kind: isStatic ? 'static-value' : 'value', owner, name, typeParams: [], params: [], gives: value.type });
    }
  }
  return found;
}

/** The outermost form of a type, which what gives it must share: its definition, or the kind it is of. */
export function formOf(type: Type): string | undefined {
  switch (type.kind) {
    case 'named':
      return type.definition.fullName;
    case 'array':
      return `array${type.rank}`;
    case 'nullable':
    case 'tuple':
    case 'parameter':
      return type.kind;
    default:
      return undefined;
  }
}

/** Finds what type parameters must stand for so that `open` is `wanted`. False when nothing does it. */
export function unify(open: Type, wanted: Type, bindings: Bindings): boolean {
  if (open.kind === 'parameter') {
    const known = bindings.get(open);
    if (known !== undefined) return sameType(known, wanted);
    bindings.set(open, wanted);
    return true;
  }
  if (open.kind === 'named' && wanted.kind === 'named')
    return open.definition === wanted.definition && open.args.every((arg, i) => unify(arg, wanted.args[i] ?? arg, bindings));
  if (open.kind === 'array' && wanted.kind === 'array') return open.rank === wanted.rank && unify(open.element, wanted.element, bindings);
  if (open.kind === 'nullable' && wanted.kind === 'nullable') return unify(open.of, wanted.of, bindings);
  return sameType(open, wanted);
}
