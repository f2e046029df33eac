import { dotnetType } from '../../define.ts';
import { exceptionRows } from '../exception-rows.ts';

/** Exception types that differ by name, base and usual message alone. */

export const SystemException_ = dotnetType(
  'class System.SystemException : Exception',
  'What the base library throws.',
  exceptionRows('System.SystemException', 'System error.'),
);

export const ApplicationException_ = dotnetType(
  'class System.ApplicationException : Exception',
  'What an application throws.',
  exceptionRows('System.ApplicationException', 'Error in the application.'),
);

export const InvalidOperationException_ = dotnetType(
  'class System.InvalidOperationException : SystemException',
  'The object is in no state to do this.',
  exceptionRows('System.InvalidOperationException', 'Operation is not valid due to the current state of the object.'),
);

export const NotSupportedException_ = dotnetType(
  'class System.NotSupportedException : SystemException',
  'The object cannot do this at all.',
  exceptionRows('System.NotSupportedException', 'Specified method is not supported.'),
);

export const NotImplementedException_ = dotnetType(
  'class System.NotImplementedException : SystemException',
  'Nobody has written this yet.',
  exceptionRows('System.NotImplementedException', 'The method or operation is not implemented.'),
);

export const NullReferenceException_ = dotnetType(
  'class System.NullReferenceException : SystemException',
  'A member of null was asked for.',
  exceptionRows('System.NullReferenceException', 'Object reference not set to an instance of an object.'),
);

export const InvalidCastException_ = dotnetType(
  'class System.InvalidCastException : SystemException',
  'A value has another type than asked for.',
  exceptionRows('System.InvalidCastException', 'Specified cast is not valid.'),
);

export const IndexOutOfRangeException_ = dotnetType(
  'class System.IndexOutOfRangeException : SystemException',
  'An index lies outside an array.',
  exceptionRows('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.'),
);

export const ArrayTypeMismatchException_ = dotnetType(
  'class System.ArrayTypeMismatchException : SystemException',
  'An element does not fit into its array.',
  exceptionRows('System.ArrayTypeMismatchException', 'Attempted to access an element as a type incompatible with the array.'),
);

export const FormatException_ = dotnetType(
  'class System.FormatException : SystemException',
  'A text does not have the form it should.',
  exceptionRows('System.FormatException', 'One of the identified items was in an invalid format.'),
);

export const UriFormatException_ = dotnetType(
  'class System.UriFormatException : FormatException',
  'A text is no URI.',
  exceptionRows('System.UriFormatException', 'One of the identified items was in an invalid format.'),
);

export const ArithmeticException_ = dotnetType(
  'class System.ArithmeticException : SystemException',
  'A calculation failed.',
  exceptionRows('System.ArithmeticException', 'Overflow or underflow in the arithmetic operation.'),
);

export const DivideByZeroException_ = dotnetType(
  'class System.DivideByZeroException : ArithmeticException',
  'A division by zero.',
  exceptionRows('System.DivideByZeroException', 'Attempted to divide by zero.'),
);

export const OverflowException_ = dotnetType(
  'class System.OverflowException : ArithmeticException',
  'A number is too large for its type.',
  exceptionRows('System.OverflowException', 'Arithmetic operation resulted in an overflow.'),
);

export const TimeoutException_ = dotnetType(
  'class System.TimeoutException : SystemException',
  'Something took too long.',
  exceptionRows('System.TimeoutException', 'The operation has timed out.'),
);

export const OperationCanceledException_ = dotnetType(
  'class System.OperationCanceledException : SystemException',
  'Something was called off.',
  exceptionRows('System.OperationCanceledException', 'The operation was canceled.'),
);

export const UnauthorizedAccessException_ = dotnetType(
  'class System.UnauthorizedAccessException : SystemException',
  'Access was refused.',
  exceptionRows('System.UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.'),
);

export const KeyNotFoundException_ = dotnetType(
  'class System.Collections.Generic.KeyNotFoundException : SystemException',
  'A dictionary does not have a key.',
  exceptionRows('System.Collections.Generic.KeyNotFoundException', 'The given key was not present in the dictionary.'),
);

export const IOException_ = dotnetType(
  'class System.IO.IOException : SystemException',
  'Reading or writing failed.',
  exceptionRows('System.IO.IOException', 'I/O error occurred.'),
);

export const InvalidDataException_ = dotnetType(
  'class System.IO.InvalidDataException : SystemException',
  'Data are damaged.',
  exceptionRows('System.IO.InvalidDataException', 'Found invalid data while decoding.'),
);

export const CryptographicException_ = dotnetType(
  'class System.Security.Cryptography.CryptographicException : SystemException',
  'Cryptography failed.',
  exceptionRows('System.Security.Cryptography.CryptographicException', 'Error occurred during a cryptographic operation.'),
);

export const XmlException_ = dotnetType(
  'class System.Xml.XmlException : SystemException',
  'A text is no XML.',
  exceptionRows('System.Xml.XmlException', 'An XML error has occurred.'),
);

export const XPathException_ = dotnetType(
  'class System.Xml.XPath.XPathException : SystemException',
  'A text is no XPath.',
  exceptionRows('System.Xml.XPath.XPathException', 'XPath error.'),
);

export const JsonException_ = dotnetType(
  'class Newtonsoft.Json.JsonException : Exception',
  'Something is wrong with JSON.',
  exceptionRows('Newtonsoft.Json.JsonException', "Exception of type 'Newtonsoft.Json.JsonException' was thrown."),
);

export const JsonReaderException_ = dotnetType(
  'class Newtonsoft.Json.JsonReaderException : JsonException',
  'A text is no JSON.',
  exceptionRows('Newtonsoft.Json.JsonReaderException', "Exception of type 'Newtonsoft.Json.JsonReaderException' was thrown."),
);

export const JsonSerializationException_ = dotnetType(
  'class Newtonsoft.Json.JsonSerializationException : JsonException',
  'JSON does not fit a type.',
  exceptionRows('Newtonsoft.Json.JsonSerializationException', "Exception of type 'Newtonsoft.Json.JsonSerializationException' was thrown."),
);
