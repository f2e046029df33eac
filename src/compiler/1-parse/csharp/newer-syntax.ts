import { message } from '../../../diagnostics/message.ts';

/** Syntax that a later C# has and 7.3 has not. Refused by name, since "unexpected token" would leave the author guessing. */
export const newerSyntax = message('csharp/newer-syntax', 'error', '{feature} came with C# {version}; policy expressions are C# 7.3');

/** One feature: how it is called, since which version, and what to write instead. `cs` is what the C# 7.3 compiler answers. */
export interface Feature {
  readonly feature: string;
  readonly version: string;
  readonly cs: string;
  readonly help: string;
}

/** What C# 7.3 says of a feature that its compiler knows and that is switched off. */
const switchedOff = 'CS8370';

export const features = {
  usingDeclaration: {
    feature: 'a `using` declaration',
    version: '8',
    cs: switchedOff,
    help: 'write `using (var x = …) { … }` around what needs it',
  },
  staticLocalFunction: { feature: 'a static local function', version: '8', cs: switchedOff, help: 'remove `static`' },
  switchExpression: {
    feature: 'a switch expression',
    version: '8',
    cs: switchedOff,
    help: 'use a `switch` statement, or `a ? b : c`',
  },
  recursivePattern: {
    feature: 'a property or positional pattern',
    version: '8',
    cs: switchedOff,
    help: 'write `x is T t && t.A == …`; for `is { }` write `!= null`',
  },
  coalescingAssignment: { feature: 'the operator `??=`', version: '8', cs: switchedOff, help: 'write `x = x ?? y`' },
  range: { feature: 'a range with `..`', version: '8', cs: switchedOff, help: 'use `Substring`, `Skip` or `Take`' },
  indexFromEnd: { feature: 'an index from the end with `^`', version: '8', cs: switchedOff, help: 'write `x[x.Length - 1]`' },
  nullForgiving: { feature: 'the null-forgiving `!`', version: '8', cs: switchedOff, help: 'remove it: it has no effect at run time' },
  nullableReference: {
    feature: 'a nullable reference type',
    version: '8',
    cs: switchedOff,
    help: 'remove the `?`: a reference type can be null anyway',
  },
  asyncStream: {
    feature: '`await foreach` or `await using`',
    version: '8',
    cs: switchedOff,
    help: 'an expression cannot wait for anything',
  },
  verbatimOrder: { feature: '`@$"` for an interpolated verbatim string', version: '8', cs: 'CS8401', help: 'write `$@"`' },
  targetTypedNew: { feature: '`new` without a type', version: '9', cs: 'CS8181', help: 'name the type, as in `new JObject()`' },
  notPattern: { feature: '`is not`', version: '9', cs: 'CS0246', help: 'write `!(x is T)`; for `is not null` write `!= null`' },
  patternCombinator: { feature: '`and` or `or` between patterns', version: '9', cs: 'CS1026', help: 'write two tests with `&&` or `||`' },
  relationalPattern: { feature: 'a relational pattern', version: '9', cs: 'CS1525', help: 'compare directly, as in `x > 5`' },
  withExpression: { feature: 'a `with` expression', version: '9', cs: 'CS1026', help: 'make a new object' },
  staticLambda: { feature: 'a static lambda', version: '9', cs: 'CS1525', help: 'remove `static`' },
  record: { feature: 'a record', version: '9', cs: 'CS0246', help: 'use an anonymous type or a tuple' },
  mixedDeconstruction: {
    feature: 'a deconstruction into both new and existing variables',
    version: '10',
    cs: 'CS8184',
    help: 'declare all of them before it, or none',
  },
  rawString: {
    feature: 'a raw string with `"""`',
    version: '11',
    cs: 'CS1026',
    help: 'use `"…"` with escapes, or `@"…"` with `""` for a quote',
  },
  utf8String: { feature: 'a `u8` string', version: '11', cs: 'CS1026', help: 'write `Encoding.UTF8.GetBytes("…")`' },
  unsignedShift: { feature: 'the operator `>>>`', version: '11', cs: 'CS1525', help: 'convert to `uint` or `ulong` and use `>>`' },
  newlineInHole: {
    feature: 'a line break inside the hole of an interpolated string',
    version: '11',
    cs: 'CS8076',
    help: 'put the hole on one line, or use `$@"…"`',
  },
  listPattern: { feature: 'a list pattern', version: '11', cs: 'CS1525', help: 'test length and elements' },
  collectionExpression: {
    feature: 'a collection expression',
    version: '12',
    cs: 'CS1525',
    help: 'write `new[] { … }` or `new List<T> { … }`',
  },
} as const satisfies Readonly<Record<string, Feature>>;
