/**
 * The types that the language itself leans on, so that the compiler knows them even where the library has no members for them.
 * A surface of the same name takes the place of a declaration here and adds the members.
 */
export function coreDeclarations(): string[] {
  return [...named, ...exceptions.map((text) => `class ${text}`), ...delegates(), ...valueTuples()];
}

const named = [
  'class System.Object',
  'sealed class System.String : IComparable, IEnumerable<char>, IComparable<string>, IEquatable<string>',
  'struct System.Boolean : IComparable, IComparable<bool>, IEquatable<bool>',
  ...['Char', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'].map(
    (name) => `struct System.${name} : IComparable, IFormattable, IComparable<${name}>, IEquatable<${name}>`,
  ),
  'abstract class System.ValueType',
  'abstract class System.Enum : ValueType, IComparable, IFormattable',
  'abstract class System.Array : ICollection',
  'abstract class System.Delegate',
  'abstract class System.Type',
  'struct System.Nullable<T> where T : struct',
  'interface System.IDisposable',
  'interface System.IComparable',
  'interface System.IComparable<in T>',
  'interface System.IEquatable<T>',
  'interface System.IFormattable',
  'interface System.IFormatProvider',
  'interface System.Collections.IEnumerable',
  'interface System.Collections.ICollection : IEnumerable',
  'interface System.Collections.Generic.IEnumerable<out T> : System.Collections.IEnumerable',
  'interface System.Collections.Generic.IEnumerator<out T> : IDisposable',
  'interface System.Collections.Generic.ICollection<T> : IEnumerable<T>',
  'interface System.Collections.Generic.IList<T> : ICollection<T>',
  'interface System.Collections.Generic.IReadOnlyCollection<out T> : IEnumerable<T>',
  'interface System.Collections.Generic.IReadOnlyList<out T> : IReadOnlyCollection<T>',
  'interface System.Collections.Generic.IComparer<in T>',
  'interface System.Collections.Generic.IEqualityComparer<in T>',
];

const exceptions = [
  'System.Exception',
  'System.SystemException : Exception',
  'System.ArgumentException : SystemException',
  'System.ArgumentNullException : ArgumentException',
  'System.ArgumentOutOfRangeException : ArgumentException',
  'System.ArithmeticException : SystemException',
  'System.DivideByZeroException : ArithmeticException',
  'System.OverflowException : ArithmeticException',
  'System.FormatException : SystemException',
  'System.IndexOutOfRangeException : SystemException',
  'System.InvalidCastException : SystemException',
  'System.InvalidOperationException : SystemException',
  'System.NotImplementedException : SystemException',
  'System.NotSupportedException : SystemException',
  'System.NullReferenceException : SystemException',
  'System.TimeoutException : SystemException',
  'System.Collections.Generic.KeyNotFoundException : SystemException',
];

/** Func and Action up to eight parameters, and the older delegates. */
function delegates(): string[] {
  const found = [
    'delegate void System.Action()',
    'delegate TResult System.Func<out TResult>()',
    'delegate bool System.Predicate<in T>(T obj)',
    'delegate int System.Comparison<in T>(T x, T y)',
    'delegate TOutput System.Converter<in TInput, out TOutput>(TInput input)',
  ];
  for (let count = 1; count <= 8; count++) {
    const numbers = Array.from({ length: count }, (_, i) => (count === 1 ? '' : String(i + 1)));
    const types = numbers.map((n) => `in T${n}`).join(', ');
    const params = numbers.map((n) => `T${n} arg${n}`).join(', ');
    found.push(`delegate void System.Action<${types}>(${params})`);
    found.push(`delegate TResult System.Func<${types}, out TResult>(${params})`);
  }
  return found;
}

/** The names that tuple types carry at run time; their members are fields of the language, not rows. */
function valueTuples(): string[] {
  return Array.from({ length: 7 }, (_, i) => {
    const params = Array.from({ length: i + 1 }, (_, n) => `T${n + 1}`).join(', ');
    return `struct System.ValueTuple<${params}>`;
  });
}

/** Interfaces whose type parameters vary, however a surface wrote them down. */
export const variance: ReadonlyMap<string, readonly ('in' | 'out' | undefined)[]> = new Map([
  ['System.Collections.Generic.IEnumerable`1', ['out']],
  ['System.Collections.Generic.IEnumerator`1', ['out']],
  ['System.Collections.Generic.IReadOnlyCollection`1', ['out']],
  ['System.Collections.Generic.IReadOnlyList`1', ['out']],
  ['System.Collections.Generic.IComparer`1', ['in']],
  ['System.Collections.Generic.IEqualityComparer`1', ['in']],
  ['System.Linq.IGrouping`2', ['out', 'out']],
  ['System.Linq.IOrderedEnumerable`1', ['out']],
  ['System.IComparable`1', ['in']],
  ['Newtonsoft.Json.Linq.IJEnumerable`1', ['out']],
]);

/** Keywords for types, and what they stand for. */
export const keywordTypes: ReadonlyMap<string, string> = new Map([
  ['object', 'System.Object'],
  ['string', 'System.String'],
  ['bool', 'System.Boolean'],
  ['char', 'System.Char'],
  ['sbyte', 'System.SByte'],
  ['byte', 'System.Byte'],
  ['short', 'System.Int16'],
  ['ushort', 'System.UInt16'],
  ['int', 'System.Int32'],
  ['uint', 'System.UInt32'],
  ['long', 'System.Int64'],
  ['ulong', 'System.UInt64'],
  ['float', 'System.Single'],
  ['double', 'System.Double'],
  ['decimal', 'System.Decimal'],
]);
