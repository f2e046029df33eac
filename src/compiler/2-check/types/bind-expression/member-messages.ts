import { message } from '../../../../diagnostics/message.ts';

export const unknownMember = message('csharp/unknown-member', 'error', 'a `{type}` has no `{name}`');
export const unknownStatic = message('csharp/unknown-static-member', 'error', '`{type}` has no `{name}`');
export const unsupportedMember = message('unsupported/member', 'warning', '`{type}.{name}` is known, but not supported yet');
export const unknownInNamespace = message('csharp/unknown-in-namespace', 'error', 'there is no `{name}` in the namespace `{namespace}`');
export const needsInstance = message(
  'csharp/needs-instance',
  'error',
  '`{type}.{name}` belongs to a value of the type, not to the type itself',
  'put a `{type}` before the dot',
);
export const needsType = message(
  'csharp/needs-type',
  'error',
  '`{type}.{name}` belongs to the type, not to one of its values',
  'write `{type}.{name}`',
);
export const noMembers = message('csharp/no-members', 'error', 'a `{type}` has no members');
export const writeOnly = message('csharp/write-only', 'error', '`{type}.{name}` can only be written');
export const noConditionalAccess = message(
  'csharp/conditional-access',
  'error',
  '`?.` needs something that may be null, which a `{type}` is not',
  'use `.`',
);
export const noIndexer = message('csharp/no-indexer', 'error', 'a `{type}` cannot be indexed with `[ ]`');
export const wrongRank = message('csharp/array-rank', 'error', 'this array takes {wanted} indices, not {found}');
export const notCallable = message('csharp/not-callable', 'error', '`{name}` cannot be called like a method');
export const argumentType = message('csharp/argument-type', 'error', 'argument {number} of `{method}` is a `{from}`, but must be a `{to}`');
export const argumentMode = message('csharp/argument-mode', 'error', 'argument {number} of `{method}` must be passed {mode}');
export const argumentCount = message('csharp/argument-count', 'error', 'no `{method}` takes {count} arguments');
export const constructorCount = message('csharp/constructor-count', 'error', '`{type}` has no constructor that takes {count} arguments');
export const argumentMissing = message('csharp/argument-missing', 'error', '`{method}` needs the argument `{parameter}`');
export const argumentName = message('csharp/argument-name', 'error', '`{method}` has no parameter named `{name}`');
export const cannotInfer = message(
  'csharp/cannot-infer',
  'error',
  'the type arguments of `{method}` do not follow from its arguments',
  'write them: `{method}<…>(…)`',
);
export const typeArgumentCount = message('csharp/method-type-arguments', 'error', '`{method}` does not take {count} type arguments');
export const badConstraint = message('csharp/type-constraint', 'error', '`{type}` cannot stand for `{parameter}` of `{method}`');
export const ambiguousCall = message(
  'csharp/ambiguous-call',
  'error',
  'this call could mean `{first}` or `{second}`',
  'cast an argument to the type that is meant',
);
export const badReceiver = message('csharp/extension-receiver', 'error', '`{name}` is an extension of `{to}`, not of `{from}`');
export const delegateCount = message('csharp/delegate-count', 'error', 'a delegate of type `{type}` takes {wanted} arguments, not {count}');
export const notAVariable = message('csharp/not-a-variable', 'error', 'a `{mode}` argument must be a variable');
