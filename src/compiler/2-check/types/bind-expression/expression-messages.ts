import { message } from '../../../../diagnostics/message.ts';

export const notAValue = message('csharp/not-a-value', 'error', '{what} is not a value');
export const unknownName = message('csharp/unknown-name', 'error', 'there is nothing named `{name}` here');
export const usedTooEarly = message('csharp/used-too-early', 'error', '`{name}` is used before it is declared', 'move its declaration up');
export const unresolvedNamedValue = message(
  'csharp/named-value-in-code',
  'error',
  'the named value `{name}` stands where code was expected',
);
export const literalTooBig = message('csharp/literal-range', 'error', 'the number `{text}` is too big for any integer type');
export const realTooBig = message('csharp/real-range', 'error', 'the number `{text}` is too big for `{type}`');
export const defaultNeedsType = message('csharp/default-needs-type', 'error', '`default` needs a type here', 'write `default(T)`');
export const voidOperand = message('csharp/void-value', 'error', 'this call returns nothing, so it has no value');
export const badUnary = message('csharp/unary-operator', 'error', 'the operator `{operator}` does not apply to a `{type}`');
export const badBinary = message(
  'csharp/binary-operator',
  'error',
  'the operator `{operator}` does not apply to a `{left}` and a `{right}`',
);
export const ambiguousOperator = message(
  'csharp/ambiguous-operator',
  'error',
  'the operator `{operator}` could mean several things for a `{left}` and a `{right}`',
  'cast one side to the type that is meant',
);
export const zeroDivision = message('csharp/zero-division', 'error', 'this divides by the constant zero');
export const constantOverflow = message(
  'csharp/constant-overflow',
  'error',
  'the result does not fit into `{type}`',
  'use a wider type, or `unchecked(…)` if cutting the value off is meant',
);
export const noCommonType = message(
  'csharp/no-common-type',
  'error',
  'the branches are a `{left}` and a `{right}`, which have no type in common',
  'cast one of them',
);
export const uselessIs = message('csharp/useless-is', 'error', 'a `{from}` can never be a `{to}`');
export const asValueType = message(
  'csharp/as-value-type',
  'error',
  '`as` needs a type that may be null, which `{type}` is not',
  'use `{type}?`, or a cast',
);
export const notConstant = message('csharp/not-constant', 'error', 'this must be a constant');
export const formatAlignment = message('csharp/alignment', 'error', 'the alignment must be a constant whole number');
