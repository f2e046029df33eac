import { message } from '../../../diagnostics/message.ts';

export const tooEntangled = message(
  'csharp/too-entangled',
  'error',
  'this expression nests overloads and lambdas too deeply to work out their types',
  'give the lambda parameters types, or put parts into variables of their own',
);
export const duplicateParameter = message('csharp/duplicate-parameter', 'error', 'two parameters are named `{name}`');
export const nameTaken = message(
  'csharp/name-taken',
  'error',
  '`{name}` already names a variable of a scope around or inside this one',
  'choose another name',
);
export const missingReturn = message(
  'csharp/lambda-missing-return',
  'error',
  'not every path through this lambda for `{type}` returns a value',
  'end every path with `return …;` or `throw …;`',
);
