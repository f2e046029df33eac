import { message } from '../../../diagnostics/message.ts';

/** What the parser expects and does not find. The C# code, where one message serves several, is given where it is reported. */

export const notAnExpression = message(
  'expression/not-an-expression',
  'error',
  'this text is not a policy expression',
  'write `@(…)` around an expression; statements that return a value stand between `@` with an opening brace and a closing one',
);

export const expectedToken = message('csharp/expected-token', 'error', 'expected `{expected}`, found {found}');

export const expectedExpression = message('csharp/expected-expression', 'error', 'expected an expression, found {found}');

export const expectedName = message('csharp/expected-name', 'error', 'expected a name, found {found}');

export const keywordAsName = message(
  'csharp/keyword-as-name',
  'error',
  '`{keyword}` is a keyword of C# and cannot be a name',
  'choose another name, or write `@{keyword}`',
);

export const expectedType = message('csharp/expected-type', 'error', 'expected a type, found {found}');

export const expectedPattern = message(
  'csharp/expected-pattern',
  'error',
  'expected a type or a constant behind `is`, found {found}',
  'write a type as in `x is string`, a type with a name as in `x is string s`, or a constant',
);

export const afterExpression = message(
  'csharp/after-expression',
  'error',
  'the expression ends here, but {found} follows',
  'an `@(…)` holds one expression; check that its brackets pair up',
);

export const afterHole = message(
  'csharp/after-hole',
  'error',
  'the hole of an interpolated string holds one expression, but {found} follows',
  'remove what follows, or join it with an operator',
);

export const strayBrace = message(
  'csharp/stray-brace',
  'error',
  'this `}` closes no block',
  'remove it, or add the `{` that it should close',
);

export const notAStatement = message('csharp/not-a-statement', 'error', 'no statement can begin with {found}');

export const declarationInBody = message(
  'csharp/declaration-in-body',
  'error',
  '`{keyword}` declares something that cannot be declared in an expression',
  'an expression holds statements, local variables and local functions only',
);

export const tooDeep = message(
  'csharp/too-deep',
  'error',
  'the expression is nested too deep',
  'split it: keep parts in local variables, or in `set-variable` policies',
);

export const loneTupleElement = message(
  'csharp/lone-tuple-element',
  'error',
  'a tuple has at least two elements',
  'add one, or remove the name',
);

export const misplacedThrow = message(
  'csharp/misplaced-throw',
  'error',
  'a `throw` expression cannot stand here',
  'it can stand behind `??`, behind `?` and `:`, or as the body of a lambda; else write a `throw` statement',
);

export const embeddedDeclaration = message(
  'csharp/embedded-declaration',
  'error',
  'a declaration or a label cannot be the only statement here',
  'put it in braces',
);

export const missingArgument = message('csharp/missing-argument', 'error', 'an argument is missing before {found}');

export const missingIndex = message('csharp/missing-index', 'error', 'a value is missing before {found}');

export const newWithoutArguments = message(
  'csharp/new-without-arguments',
  'error',
  'a `new` expression needs parentheses, brackets or braces behind its type',
  'write `()` behind the type',
);

export const arrayWithoutSize = message(
  'csharp/array-without-size',
  'error',
  'a new array needs a size or its elements',
  'write `new T[3]`, or the elements in braces behind `new T[]`',
);

export const innerArraySize = message(
  'csharp/inner-array-size',
  'error',
  'only the first brackets of a new array hold a size',
  'write `new T[3][]`; to index the new array, put it in parentheses',
);

export const sizeInType = message(
  'csharp/size-in-type',
  'error',
  'a type does not say how long its arrays are',
  'write `T[]` here, and the size behind `new`',
);

export const arrayBehindName = message(
  'csharp/array-behind-name',
  'error',
  'the brackets of an array stand behind the type, not behind the name',
  'write `T[] name`',
);

export const argumentsInDeclaration = message(
  'csharp/arguments-in-declaration',
  'error',
  'a declaration takes no arguments',
  'write `= new T(…)`',
);

export const functionWithoutBody = message(
  'csharp/function-without-body',
  'error',
  'a local function needs a body',
  'write `=>` and what it gives, or statements in braces',
);

export const constantWithoutValue = message('csharp/constant-without-value', 'error', 'a constant needs a value', 'write `= …` behind it');

export const secondType = message(
  'csharp/second-type',
  'error',
  'one declaration has one type',
  'put a `;` before the second type, and declare it in a statement of its own',
);

export const voidHere = message('csharp/void-here', 'error', '`void` is no type for a value', 'only a local function can be `void`');

export const modifierHere = message('csharp/modifier-here', 'error', 'the modifier `{modifier}` has no place here', 'remove it');

export const loneElse = message('csharp/lone-else', 'error', 'this `else` belongs to no `if`', 'check the braces before it');

export const tryWithoutHandler = message(
  'csharp/try-without-handler',
  'error',
  'a `try` needs a `catch` or a `finally`',
  'add one behind its block',
);

export const catchAfterGeneral = message(
  'csharp/catch-after-general',
  'error',
  'the `catch` before this one catches everything',
  'put the one without a type last',
);

export const switchParentheses = message(
  'csharp/switch-parentheses',
  'error',
  'the value of a `switch` stands in parentheses',
  'write `switch (…)`',
);

export const constantMissing = message('csharp/constant-missing', 'error', 'a `case` needs a constant or a pattern');

export const discardCase = message(
  'csharp/discard-case',
  'error',
  '`case _` is no pattern in this version of C#',
  'write `default`, or `case var _`',
);

export const foreachVariable = message(
  'csharp/foreach-variable',
  'error',
  'a `foreach` declares its variable with type and name',
  'write `foreach (var x in …)`',
);

export const conditionalInHole = message(
  'csharp/conditional-in-hole',
  'error',
  'the `:` of this conditional ends the hole and begins a format',
  'put the conditional in parentheses, as in `(a ? b : c)`',
);

export const initializerMember = message(
  'csharp/initializer-member',
  'error',
  'an initializer sets members or adds elements, not both',
  'write either `Name = value` and `[key] = value`, or values alone',
);

export const mixedParameters = message(
  'csharp/mixed-parameters',
  'error',
  'either all parameters of a lambda have a type, or none',
  'give each of them a type, or remove them',
);

export const defaultInLambda = message(
  'csharp/default-in-lambda',
  'error',
  "a lambda's parameter cannot have a default value",
  'use a local function',
);

export const queryEnd = message(
  'csharp/query-end',
  'error',
  'a query ends with `select` or `group … by`, found {found}',
  'add `select` and what it should give',
);

export const unknownAlias = message(
  'csharp/unknown-alias',
  'error',
  'there is no alias `{alias}`',
  'only `global::` can stand before a name',
);

export const deconstructionType = message(
  'csharp/deconstruction-type',
  'error',
  'names in parentheses take `var`, not a type of their own',
  'write `var (a, b)`, or a type before each name as in `(int a, string b)`',
);

export const openGeneric = message(
  'csharp/open-generic',
  'error',
  'the type arguments are missing between `<` and `>`',
  'name them, as in `List<string>`',
);
