import { message } from '../../../../diagnostics/message.ts';

export const notAssignable = message(
  'csharp/not-assignable',
  'error',
  'this is not a variable, property or element that could be assigned to',
);
export const readOnlyMember = message('csharp/read-only', 'error', '`{type}.{name}` can only be read');
export const readOnlyLocal = message('csharp/read-only-variable', 'error', '`{name}` cannot be changed: it is {what}');
export const copyOnly = message(
  'csharp/copy-only',
  'error',
  'this would change a copy of the value, which is lost at once',
  'keep the value in a variable, change it there, and write it back',
);
export const refNeedsVariable = message(
  'csharp/ref-needs-variable',
  'error',
  'a `{mode}` argument must be a variable, field or array element',
);
export const nothingToDeconstruct = message('csharp/deconstruct', 'error', 'a `{type}` cannot be taken apart into {count} variables');
export const cannotInferVariable = message(
  'csharp/cannot-infer-variable',
  'error',
  'the type of `{name}` does not follow from {what}',
  'write the type instead of `var`',
);
