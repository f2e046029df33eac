import { compare } from '../compare.ts';
import { dotnetType, member, type Row } from '../define.ts';
import { equals } from '../equals.ts';
import { hash } from '../hash.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { Tuple } from '../values/tuple.ts';
import { Box } from '../values.ts';

/** The run-time type of a Tuple with items of the given types. */
export const tupleType = (types: readonly RuntimeType[]): RuntimeType => runtimeType(`System.Tuple\`${types.length}`, null, types);

const textRow = member('string ToString()', (tuple: Tuple) => tuple.toString(), 'The items in parentheses.');
const equalsRow = member(
  'bool Equals(object obj)',
  (tuple: Tuple, other: unknown) => equals(tuple, other),
  'Whether a value is a tuple of equal items.',
);
const hashRow = member('int GetHashCode()', (tuple: Tuple) => hash(tuple), 'A number that equal values share.');

/** The run-time type of a ValueTuple; its default holds the defaults of its items. */
export function valueTupleType(types: readonly RuntimeType[]): RuntimeType {
  const bare = runtimeType(`System.ValueTuple\`${types.length}`, null, types);
  return {
    ...bare,
    zero: new Tuple(
      bare,
      types.map((type) => type.zero),
    ),
  };
}

type Build = (...args: unknown[]) => Tuple;

/** A factory that takes `size` types and `size` values. */
function factory(size: number, typeOf: (types: readonly RuntimeType[]) => RuntimeType): Build {
  const build = (...args: unknown[]): Tuple => new Tuple(typeOf(args.slice(0, size) as RuntimeType[]), args.slice(size));
  Object.defineProperty(build, 'length', { value: size * 2 });
  return build;
}

const names = (size: number): string[] => Array.from({ length: size }, (_, i) => `T${i + 1}`);

const createRow = (size: number, kind: 'Tuple' | 'ValueTuple'): Row<Build> => {
  const list = names(size).join(', ');
  const params = names(size)
    .map((name, i) => `${name} item${i + 1}`)
    .join(', ');
  const returns = kind === 'Tuple' ? `Tuple<${list}>` : size === 1 ? 'ValueTuple<T1>' : `(${list})`;
  return member(
    `static ${returns} Create<${list}>(${params})`,
    factory(size, kind === 'Tuple' ? tupleType : valueTupleType),
    'A tuple of the given items.',
    { typeArgs: true },
  );
};

const creation = (kind: 'Tuple' | 'ValueTuple') => ({
  create1: createRow(1, kind),
  create2: createRow(2, kind),
  create3: createRow(3, kind),
  create4: createRow(4, kind),
  create5: createRow(5, kind),
  create6: createRow(6, kind),
  create7: createRow(7, kind),
});

export const Tuple_ = dotnetType('static class System.Tuple', 'Makes tuples.', creation('Tuple'));
export const ValueTuple_ = dotnetType('static class System.ValueTuple', 'Makes value tuples.', creation('ValueTuple'));

const item =
  (index: number) =>
  <T>(tuple: Tuple): T =>
    tuple.items[index] as T;

/** `Item1` and so on, as many as a tuple has. */
type ItemRows = { readonly [K in `item${1 | 2 | 3 | 4 | 5 | 6 | 7}`]: Row<<T>(tuple: Tuple) => T> };

const itemRows = (size: number): ItemRows =>
  Object.fromEntries(
    names(size).map((name, i) => [`item${i + 1}`, member(`${name} Item${i + 1} { get; }`, item(i), `Item ${i + 1}.`)]),
  ) as unknown as ItemRows;

function tupleSurface(size: number) {
  const params = names(size)
    .map((name, i) => `${name} item${i + 1}`)
    .join(', ');
  return dotnetType(`class System.Tuple<${names(size).join(', ')}>`, 'Values that belong together.', {
    create: member(`Tuple(${params})`, factory(size, tupleType), 'A tuple of the given items.', { typeArgs: true }),
    ...itemRows(size),
    toString: textRow,
    equals: equalsRow,
    getHashCode: hashRow,
    compareTo: member(
      'int CompareTo(object obj)',
      (tuple: Tuple, other: unknown) => compare(tuple, other),
      'Orders by the items, the first first.',
    ),
  });
}

export const Tuple1_ = tupleSurface(1);
export const Tuple2_ = tupleSurface(2);
export const Tuple3_ = tupleSurface(3);
export const Tuple4_ = tupleSurface(4);
export const Tuple5_ = tupleSurface(5);
export const Tuple6_ = tupleSurface(6);
export const Tuple7_ = tupleSurface(7);

/** Value tuples; their items are fields that the language knows. */
function valueTupleSurface(size: number) {
  const list = names(size).join(', ');
  return dotnetType(`struct System.ValueTuple<${list}> : IComparable`, 'Values that belong together.', {
    compareTo: member(
      `int CompareTo(ValueTuple<${list}> other)`,
      (tuple: Tuple, other: Tuple) => compare(tuple, other),
      'Orders by the items, the first first.',
    ),
    equalsTuple: member(
      `bool Equals(ValueTuple<${list}> other)`,
      (tuple: Tuple, other: Tuple) => equals(tuple, other),
      'Whether both have equal items.',
    ),
    equals: member(
      'bool Equals(object obj)',
      (tuple: Tuple, other: unknown) => equals(tuple, other instanceof Box ? other.value : other),
      'Whether a value is a tuple of equal items.',
    ),
    getHashCode: hashRow,
    toString: textRow,
  });
}

export const ValueTuple1_ = valueTupleSurface(1);
export const ValueTuple2_ = valueTupleSurface(2);
export const ValueTuple3_ = valueTupleSurface(3);
export const ValueTuple4_ = valueTupleSurface(4);
export const ValueTuple5_ = valueTupleSurface(5);
export const ValueTuple6_ = valueTupleSurface(6);
export const ValueTuple7_ = valueTupleSurface(7);
