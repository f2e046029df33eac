import { message } from '../../../diagnostics/message.ts';

export const unknownType = message('csharp/unknown-type', 'error', 'there is no type `{name}`');
export const refusedType = message(
  'csharp/disallowed-type',
  'error',
  'expressions may not use the type `{type}`',
  'only the types that API Management lists for policy expressions exist here',
);
export const unsupportedType = message('unsupported/type', 'warning', 'the type `{type}` is known, but not supported yet');
export const unsupportedDynamic = message(
  'unsupported/dynamic',
  'warning',
  '`dynamic` is not supported yet: members are looked up while compiling',
  'use the type itself, such as `JObject` or `JToken`, or `var`',
);
export const typeArguments = message('csharp/type-arguments', 'error', '`{type}` takes {wanted} type arguments, not {found}');
export const typeIsStatic = message('csharp/static-type', 'error', '`{type}` is a static class, so no value has this type');
export const notNullable = message(
  'csharp/nullable-reference',
  'error',
  '`{type}?` needs C# 8; expressions are C# 7.3',
  'leave the question mark out: a `{type}` may always be null',
);
export const varPlace = message('csharp/var-place', 'error', '`var` may only stand where a variable is declared with its value');
