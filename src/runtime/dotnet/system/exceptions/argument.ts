import { dotnetType, member } from '../../define.ts';
import { toText } from '../../to-text.ts';
import { NetException } from '../../values.ts';

/** Exceptions about arguments, which name the parameter. */

type Text = string | null;
type Inner = NetException | null;

function make(typeName: string, message: string, paramName: Text, inner: Inner = null): NetException {
  const text = paramName === null || paramName === '' ? message : `${message} (Parameter '${paramName}')`;
  return new NetException(typeName, text, inner, paramName);
}

/** An ArgumentOutOfRangeException that knows the value. */
class OutOfRangeException extends NetException {
  readonly actual: unknown;

  constructor(param: Text, actual: unknown, message: string) {
    const { message: text } = make(rangeType, message, param);
    super(rangeType, actual === null ? text : `${text}\nActual value was ${toText(actual)}.`, null, param);
    this.actual = actual;
  }
}

const argumentType = 'System.ArgumentException';
const nullType = 'System.ArgumentNullException';
const rangeType = 'System.ArgumentOutOfRangeException';
const disposedType = 'System.ObjectDisposedException';

const anyText = 'Value does not fall within the expected range.';
const nullText = 'Value cannot be null.';
const rangeText = 'Specified argument was out of the range of valid values.';

export const ArgumentException_ = dotnetType('class System.ArgumentException : SystemException', 'An argument is not acceptable.', {
  create: member('ArgumentException()', () => make(argumentType, anyText, null), 'An exception with the usual message.'),
  createMessage: member(
    'ArgumentException(string message)',
    (message: Text) => make(argumentType, message ?? anyText, null),
    'An exception with a message.',
  ),
  createInner: member(
    'ArgumentException(string message, Exception innerException)',
    (message: Text, inner: Inner) => make(argumentType, message ?? anyText, null, inner),
    'An exception with a message and the exception that led to it.',
  ),
  createParam: member(
    'ArgumentException(string message, string paramName)',
    (message: Text, param: Text) => make(argumentType, message ?? anyText, param),
    'An exception with a message and the name of the parameter.',
  ),
  createWhole: member(
    'ArgumentException(string message, string paramName, Exception innerException)',
    (message: Text, param: Text, inner: Inner) => make(argumentType, message ?? anyText, param, inner),
    'An exception with a message, the name of the parameter and the exception that led to it.',
  ),
  paramName: member('string ParamName { get; }', (exception: NetException) => exception.paramName, 'The name of the parameter, or null.'),
});

export const ArgumentNullException_ = dotnetType(
  'class System.ArgumentNullException : ArgumentException',
  'An argument must not be null.',
  {
    create: member('ArgumentNullException()', () => make(nullType, nullText, null), 'An exception with the usual message.'),
    createParam: member(
      'ArgumentNullException(string paramName)',
      (param: Text) => make(nullType, nullText, param),
      'An exception that names the parameter.',
    ),
    createInner: member(
      'ArgumentNullException(string message, Exception innerException)',
      (message: Text, inner: Inner) => make(nullType, message ?? nullText, null, inner),
      'An exception with a message and the exception that led to it.',
    ),
    createMessage: member(
      'ArgumentNullException(string paramName, string message)',
      (param: Text, message: Text) => make(nullType, message ?? nullText, param),
      'An exception with a message that names the parameter.',
    ),
  },
);

export const ArgumentOutOfRangeException_ = dotnetType(
  'class System.ArgumentOutOfRangeException : ArgumentException',
  'An argument is out of range.',
  {
    create: member('ArgumentOutOfRangeException()', () => make(rangeType, rangeText, null), 'An exception with the usual message.'),
    createParam: member(
      'ArgumentOutOfRangeException(string paramName)',
      (param: Text) => make(rangeType, rangeText, param),
      'An exception that names the parameter.',
    ),
    createInner: member(
      'ArgumentOutOfRangeException(string message, Exception innerException)',
      (message: Text, inner: Inner) => make(rangeType, message ?? rangeText, null, inner),
      'An exception with a message and the exception that led to it.',
    ),
    createMessage: member(
      'ArgumentOutOfRangeException(string paramName, string message)',
      (param: Text, message: Text) => make(rangeType, message ?? rangeText, param),
      'An exception with a message that names the parameter.',
    ),
    createActual: member(
      'ArgumentOutOfRangeException(string paramName, object actualValue, string message)',
      (param: Text, actual: unknown, message: Text): NetException => new OutOfRangeException(param, actual, message ?? rangeText),
      'An exception with a message that names the parameter and shows its value.',
    ),
    actualValue: member(
      'object ActualValue { get; }',
      (exception: NetException) => (exception instanceof OutOfRangeException ? exception.actual : null),
      'The value that was out of range, or null where it is not known.',
    ),
  },
);

export const ObjectDisposedException_ = dotnetType(
  'class System.ObjectDisposedException : InvalidOperationException',
  'The object was closed before.',
  {
    create: member(
      'ObjectDisposedException(string objectName)',
      (name: Text) => new NetException(disposedType, `Cannot access a disposed object.\nObject name: '${name ?? ''}'.`),
      'An exception that names the object.',
    ),
  },
);
