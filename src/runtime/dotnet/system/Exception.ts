import { dotnetType, member } from '../define.ts';
import { runtimeType } from '../runtime-type.ts';
import type { NetException } from '../values.ts';
import { exceptionRows } from './exception-rows.ts';
import { Type } from './Type.ts';

function base(exception: NetException): NetException {
  let found = exception;
  while (found.inner !== null) found = found.inner;
  return found;
}

export const exceptionText = (exception: NetException): string => exception.toString();

export const Exception_ = dotnetType('class System.Exception', 'What is thrown and caught.', {
  ...exceptionRows('System.Exception', "Exception of type 'System.Exception' was thrown."),
  message: member('string Message { get; }', (exception: NetException) => exception.message, 'What went wrong.'),
  innerException: member(
    'Exception InnerException { get; }',
    (exception: NetException) => exception.inner,
    'The exception that led to this one, or null.',
  ),
  stackTrace: member(
    'string StackTrace { get; }',
    (_exception: NetException): string | null => null,
    'Nothing: the stack of a gateway is not shown.',
  ),
  source: member('string Source { get; }', (_exception: NetException): string | null => null, 'Nothing.'),
  hResult: member('int HResult { get; }', (_exception: NetException): number => -2146233088, 'The number of a general failure.'),
  getBaseException: member('Exception GetBaseException()', base, 'The innermost exception.'),
  toString: member('string ToString()', exceptionText, 'Type, message and inner exceptions.'),
  getType: member('Type GetType()', (exception: NetException) => new Type(runtimeType(exception.typeName)), 'The type of the exception.'),
});
