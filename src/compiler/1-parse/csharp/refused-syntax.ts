import { message } from '../../../diagnostics/message.ts';

/** C# that is valid somewhere, but not in a policy expression, or that is not run here. Each is refused by its name. */

export const thisHere = message(
  'csharp/this-here',
  'error',
  '`{keyword}` has no meaning in an expression',
  'an expression belongs to no object; what it can use hangs on `context`',
);

export const awaitHere = message(
  'csharp/await-here',
  'error',
  '`await` cannot be used in an expression',
  'an expression runs without waiting; use a policy such as `send-request` for what takes time',
);

export const yieldHere = message(
  'csharp/yield-here',
  'error',
  '`yield` cannot be used in an expression',
  'collect the values in a `List<T>` and return it',
);

export const unsafeCode = message('csharp/unsafe', 'error', '`{keyword}` is unsafe code, which an expression cannot hold', 'remove it');

export const pointer = message('csharp/pointer', 'error', 'pointers are unsafe code, which an expression cannot hold');

export const sizeOfType = message(
  'csharp/size-of-type',
  'error',
  'only the size of a built-in value type is known',
  'use it with `int`, `double`, `char` and the like',
);

export const paramsInLambda = message('csharp/params-in-lambda', 'error', 'a lambda cannot have `params`', 'use a local function');

export const asyncFunction = message(
  'unsupported/async',
  'warning',
  'an `async` function is not run here',
  'an expression runs without waiting; use a policy such as `send-request` for what takes time',
);

export const refLocal = message(
  'unsupported/ref-local',
  'warning',
  'a `ref` local, result or value is not run here',
  'use a plain variable, or an argument with `ref`',
);

export const openGenericType = message(
  'unsupported/open-generic-type',
  'warning',
  'a type without its arguments is not run here',
  'name the type arguments, as in `typeof(List<string>)`',
);

export const undocumentedKeyword = message(
  'csharp/undocumented-keyword',
  'error',
  '`{keyword}` is a keyword that C# does not document, and no expression can use it',
  'remove it',
);
