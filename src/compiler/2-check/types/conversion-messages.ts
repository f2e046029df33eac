import { message } from '../../../diagnostics/message.ts';

export const noConversion = message('csharp/no-conversion', 'error', 'cannot convert `{from}` to `{to}`');
export const needsCast = message(
  'csharp/needs-cast',
  'error',
  'cannot convert `{from}` to `{to}` without a cast',
  'write `({to})` before the value',
);
export const noCast = message('csharp/no-cast', 'error', 'a `{from}` can never be cast to `{to}`');
export const nullToValue = message(
  'csharp/null-to-value-type',
  'error',
  '`null` is no value of `{to}`',
  'use `{to}?` for a value that may be missing',
);
export const realLiteral = message(
  'csharp/literal-suffix',
  'error',
  'a literal of type double does not become `{to}` by itself',
  'write the literal with the suffix `{suffix}`',
);
export const constantRange = message('csharp/constant-range', 'error', 'the constant `{value}` does not fit into `{to}`');
export const constantCast = message(
  'csharp/constant-cast',
  'error',
  'the constant `{value}` does not fit into `{to}`',
  'wrap the cast in `unchecked(…)` if cutting the value off is meant',
);
export const lambdaToValue = message(
  'csharp/lambda-to-value',
  'error',
  'a lambda cannot become `{to}`, which is no delegate type',
  'cast it to a delegate such as `Func<int, int>` first',
);
export const lambdaParameters = message(
  'csharp/lambda-parameters',
  'error',
  'a delegate of type `{type}` takes {wanted} arguments, not {found}',
);
export const lambdaParameterTypes = message(
  'csharp/lambda-parameter-types',
  'error',
  'the parameters of this lambda are not those of `{type}`',
);
export const lambdaReturnsValue = message('csharp/lambda-returns-value', 'error', 'a lambda for `{type}` returns no value');
export const lambdaNoStatement = message(
  'csharp/lambda-no-statement',
  'error',
  'a lambda for `{type}` must do something: a call, an assignment, `++` or `--`',
);
export const groupMismatch = message('csharp/method-group-mismatch', 'error', 'no `{name}` has the parameters and result of `{type}`');
export const groupToValue = message(
  'csharp/method-group-to-value',
  'error',
  '`{name}` is a method, not a value of type `{to}`',
  'call it: `{name}(…)`',
);
export const noValue = message('csharp/no-value', 'error', '`{what}` has no value');
export const throwPlace = message(
  'csharp/throw-place',
  'error',
  'a throw expression may only stand behind `??`, in a branch of `?:`, or as the body of a lambda',
);
