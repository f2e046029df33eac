/** What each exception type derives from. Types that are missing derive from System.Exception. */
const parents: ReadonlyMap<string, string> = new Map([
  ['System.SystemException', 'System.Exception'],
  ['System.ApplicationException', 'System.Exception'],
  ['System.AggregateException', 'System.Exception'],
  ['System.ArgumentException', 'System.SystemException'],
  ['System.ArgumentNullException', 'System.ArgumentException'],
  ['System.ArgumentOutOfRangeException', 'System.ArgumentException'],
  ['System.ArithmeticException', 'System.SystemException'],
  ['System.ArrayTypeMismatchException', 'System.SystemException'],
  ['System.DivideByZeroException', 'System.ArithmeticException'],
  ['System.OverflowException', 'System.ArithmeticException'],
  ['System.NotFiniteNumberException', 'System.ArithmeticException'],
  ['System.FormatException', 'System.SystemException'],
  ['System.UriFormatException', 'System.FormatException'],
  ['System.IndexOutOfRangeException', 'System.SystemException'],
  ['System.InvalidCastException', 'System.SystemException'],
  ['System.InvalidOperationException', 'System.SystemException'],
  ['System.ObjectDisposedException', 'System.InvalidOperationException'],
  ['System.NotImplementedException', 'System.SystemException'],
  ['System.NotSupportedException', 'System.SystemException'],
  ['System.PlatformNotSupportedException', 'System.NotSupportedException'],
  ['System.NullReferenceException', 'System.SystemException'],
  ['System.OperationCanceledException', 'System.SystemException'],
  ['System.Threading.Tasks.TaskCanceledException', 'System.OperationCanceledException'],
  ['System.OutOfMemoryException', 'System.SystemException'],
  ['System.RankException', 'System.SystemException'],
  ['System.TimeoutException', 'System.SystemException'],
  ['System.UnauthorizedAccessException', 'System.SystemException'],
  ['System.TimeZoneNotFoundException', 'System.Exception'],
  ['System.Collections.Generic.KeyNotFoundException', 'System.SystemException'],
  ['System.IO.IOException', 'System.SystemException'],
  ['System.IO.EndOfStreamException', 'System.IO.IOException'],
  ['System.IO.InvalidDataException', 'System.SystemException'],
  ['System.Security.SecurityException', 'System.SystemException'],
  ['System.Security.Cryptography.CryptographicException', 'System.SystemException'],
  ['System.Text.DecoderFallbackException', 'System.ArgumentException'],
  ['System.Text.EncoderFallbackException', 'System.ArgumentException'],
  ['System.Text.RegularExpressions.RegexMatchTimeoutException', 'System.TimeoutException'],
  ['System.Text.RegularExpressions.RegexParseException', 'System.ArgumentException'],
  ['System.Globalization.CultureNotFoundException', 'System.ArgumentException'],
  ['System.Runtime.CompilerServices.SwitchExpressionException', 'System.InvalidOperationException'],
  ['Microsoft.CSharp.RuntimeBinder.RuntimeBinderException', 'System.Exception'],
  ['System.Xml.XmlException', 'System.SystemException'],
  ['System.Xml.XPath.XPathException', 'System.SystemException'],
  ['Newtonsoft.Json.JsonException', 'System.Exception'],
  ['Newtonsoft.Json.JsonReaderException', 'Newtonsoft.Json.JsonException'],
  ['Newtonsoft.Json.JsonSerializationException', 'Newtonsoft.Json.JsonException'],
  ['Newtonsoft.Json.JsonWriterException', 'Newtonsoft.Json.JsonException'],
]);

/** The direct base of an exception type as a list; empty for System.Exception itself and for what is no exception. */
export function exceptionBases(typeName: string): readonly string[] {
  const parent = parents.get(typeName);
  if (parent !== undefined) return [parent];
  return typeName.endsWith('Exception') && typeName !== 'System.Exception' ? ['System.Exception'] : [];
}

/** Whether an exception of type `typeName` is caught by `catch (baseName)`. Full .NET names. */
export function isException(typeName: string, baseName: string): boolean {
  let name: string | undefined = typeName;
  while (name !== undefined) {
    if (name === baseName) return true;
    name = exceptionBases(name)[0];
  }
  return false;
}
