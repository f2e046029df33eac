import { message } from '../../../../diagnostics/message.ts';

export const declaredTwice = message('csharp/declared-twice', 'error', '`{name}` is already declared in this block');
export const noInitializer = message(
  'csharp/var-without-value',
  'error',
  '`var` needs a value to take its type from',
  'write the type, or give `{name}` a value',
);
export const varInitializer = message(
  'csharp/var-value',
  'error',
  'the type of `{name}` cannot be taken from {what}',
  'write the type instead of `var`',
);
export const constantValue = message('csharp/constant-value', 'error', 'the value of the constant `{name}` must be known while compiling');
export const paramsArray = message('csharp/params-array', 'error', '`params` needs an array, not a `{type}`', 'write `params {type}[]`');
export const arrayInitializerPlace = message(
  'csharp/array-initializer',
  'error',
  'a list in braces only makes an array',
  'write `new[]` before it, or declare an array',
);
export const statementOnly = message(
  'csharp/no-effect',
  'error',
  'this value is not used for anything',
  'a statement is a call, an assignment, `++`, `--` or `new`',
);
export const jumpNowhere = message('csharp/jump-nowhere', 'error', 'there is no loop or switch around this `{word}`');
export const unknownLabel = message('csharp/unknown-label', 'error', 'there is no label `{name}` here');
export const labelTwice = message('csharp/label-twice', 'error', 'the label `{name}` stands twice in this block');
export const noCase = message('csharp/unknown-case', 'error', 'the switch has no such case');
export const caseTwice = message('csharp/case-twice', 'error', 'the value `{value}` has a case already');
export const notEnumerable = message('csharp/not-enumerable', 'error', '`foreach` cannot go through a `{type}`');
export const notDisposable = message('csharp/not-disposable', 'error', 'a `{type}` has nothing to dispose, so `using` cannot hold it');
export const lockValue = message('csharp/lock-value', 'error', 'a `{type}` is no object, so it cannot be locked');
export const returnNeedsValue = message('csharp/return-value', 'error', '`return` must give a value that `{type}` accepts');
export const returnTakesNone = message('csharp/return-no-value', 'error', 'this function returns nothing, so `return` takes no value');
export const returnInFinally = message('csharp/leave-finally', 'error', 'a `finally` block cannot be left by `{word}`');
export const throwAgain = message('csharp/throw-again', 'error', '`throw;` without a value only stands in a `catch`');
export const notAnException = message('csharp/not-an-exception', 'error', 'a `{type}` is no exception');
export const catchHidden = message('csharp/catch-hidden', 'error', 'an earlier `catch` takes every `{type}` already');
export const noMissingReturn = message(
  'csharp/missing-return',
  'error',
  'not every path through {what} returns a value',
  'end every path with `return …;` or `throw …;`',
);
export const noIterator = message(
  'csharp/no-iterator',
  'error',
  '`yield` only stands in a local function that returns an `IEnumerable<T>`',
);
export const typeParameterTwice = message('csharp/type-parameter-twice', 'error', 'two type parameters are named `{name}`');
