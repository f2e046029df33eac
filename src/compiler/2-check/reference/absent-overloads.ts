/**
 * Overloads that .NET Framework 4.7.2 and Newtonsoft.Json 12 have of members that the library has, and that have no row here: C# signatures by type.
 * Only the reference page reads them; a call that needs one is answered with the overloads that there are.
 */
const signatures = `
  Newtonsoft.Json.JsonConvert:
    static string ToString(DateTime value)
    static string ToString(DateTime value, DateFormatHandling format, DateTimeZoneHandling timeZoneHandling)
    static string ToString(DateTimeOffset value)
    static string ToString(DateTimeOffset value, DateFormatHandling format)
    static string ToString(bool value)
    static string ToString(char value)
    static string ToString(Enum value)
    static string ToString(int value)
    static string ToString(short value)
    static string ToString(ushort value)
    static string ToString(uint value)
    static string ToString(long value)
    static string ToString(ulong value)
    static string ToString(float value)
    static string ToString(double value)
    static string ToString(byte value)
    static string ToString(sbyte value)
    static string ToString(decimal value)
    static string ToString(Guid value)
    static string ToString(TimeSpan value)
    static string ToString(Uri value)
    static string ToString(string value, char delimiter)
    static string ToString(string value, char delimiter, StringEscapeHandling stringEscapeHandling)
    static string SerializeObject(object value, Type type, JsonSerializerSettings settings)
    static string SerializeObject(object value, Type type, Formatting formatting, JsonSerializerSettings settings)
    static T DeserializeAnonymousType<T>(string value, T anonymousTypeObject, JsonSerializerSettings settings)
    static T DeserializeObject<T>(string value, params JsonConverter[] converters)
    static object DeserializeObject(string value, Type type, params JsonConverter[] converters)
    static object DeserializeObject(string value, Type type, JsonSerializerSettings settings)
    static XmlDocument DeserializeXmlNode(string value, string deserializeRootElementName, bool writeArrayAttribute)
    static XDocument DeserializeXNode(string value, string deserializeRootElementName, bool writeArrayAttribute)
  Newtonsoft.Json.JsonReaderException:
    JsonReaderException(string message, string path, int lineNumber, int linePosition, Exception innerException)
  Newtonsoft.Json.Linq.JArray:
    static JArray Parse(string json, JsonLoadSettings settings)
    static JArray FromObject(object o, JsonSerializer jsonSerializer)
  Newtonsoft.Json.Linq.JEnumerable\`1:
    JEnumerable(IEnumerable<T> enumerable)
    bool Equals(JEnumerable<T> other)
  Newtonsoft.Json.Linq.JObject:
    static JObject Parse(string json, JsonLoadSettings settings)
    static JObject FromObject(object o, JsonSerializer jsonSerializer)
  Newtonsoft.Json.Linq.JToken:
    string ToString(Formatting formatting, params JsonConverter[] converters)
    static JToken FromObject(object o, JsonSerializer jsonSerializer)
    T ToObject<T>(JsonSerializer jsonSerializer)
    object ToObject(Type objectType, JsonSerializer jsonSerializer)
    static JToken Parse(string json, JsonLoadSettings settings)
  System.Array:
    static int BinarySearch(Array array, int index, int length, object value)
    static int BinarySearch(Array array, int index, int length, object value, IComparer comparer)
    static int BinarySearch(Array array, object value, IComparer comparer)
    static void Copy(Array sourceArray, long sourceIndex, Array destinationArray, long destinationIndex, long length)
    void CopyTo(Array array, long index)
    object GetValue(params int[] indices)
    object GetValue(long index)
    object GetValue(long index1, long index2)
    object GetValue(long index1, long index2, long index3)
    object GetValue(params long[] indices)
    static int IndexOf(Array array, object value, int startIndex, int count)
    static int LastIndexOf(Array array, object value, int startIndex)
    static int LastIndexOf(Array array, object value, int startIndex, int count)
    void SetValue(object value, params int[] indices)
    void SetValue(object value, long index)
    void SetValue(object value, long index1, long index2)
    void SetValue(object value, long index1, long index2, long index3)
    void SetValue(object value, params long[] indices)
    static void Sort(Array keys, Array items, IComparer comparer)
    static void Sort(Array keys, Array items, int index, int length)
    static void Sort(Array keys, Array items, int index, int length, IComparer comparer)
    static void Sort(Array array, IComparer comparer)
    static void Sort(Array array, int index, int length, IComparer comparer)
  System.Collections.Generic.Dictionary.KeyCollection:
    KeyCollection(Dictionary<TKey, TValue> dictionary)
    void CopyTo(TKey[] array, int index)
  System.Collections.Generic.Dictionary.ValueCollection:
    ValueCollection(Dictionary<TKey, TValue> dictionary)
    void CopyTo(TValue[] array, int index)
  System.Collections.Generic.HashSet\`1:
    void CopyTo(T[] array, int arrayIndex, int count)
  System.Collections.Generic.SortedDictionary\`2:
    SortedDictionary(IDictionary<TKey, TValue> dictionary, IComparer<TKey> comparer)
  System.Collections.IList:
    object this[int index] { get; set; }
  System.Collections.ObjectModel.ReadOnlyCollection\`1:
    ReadOnlyCollection(IList<T> list)
  System.Convert:
    static object ChangeType(object value, TypeCode typeCode)
    static object ChangeType(object value, TypeCode typeCode, IFormatProvider provider)
    static string ToBase64String(byte[] inArray, int offset, int length, Base64FormattingOptions options)
    static DateTime ToDateTime(bool value)
    static DateTime ToDateTime(byte value)
    static DateTime ToDateTime(char value)
    static DateTime ToDateTime(decimal value)
    static DateTime ToDateTime(double value)
    static DateTime ToDateTime(short value)
    static DateTime ToDateTime(int value)
    static DateTime ToDateTime(long value)
    static DateTime ToDateTime(object value, IFormatProvider provider)
    static DateTime ToDateTime(sbyte value)
    static DateTime ToDateTime(float value)
    static DateTime ToDateTime(ushort value)
    static DateTime ToDateTime(uint value)
    static DateTime ToDateTime(ulong value)
    static string ToString(bool value, IFormatProvider provider)
    static string ToString(byte value, IFormatProvider provider)
    static string ToString(char value, IFormatProvider provider)
    static string ToString(DateTime value, IFormatProvider provider)
    static string ToString(decimal value, IFormatProvider provider)
    static string ToString(double value, IFormatProvider provider)
    static string ToString(short value, IFormatProvider provider)
    static string ToString(int value, IFormatProvider provider)
    static string ToString(long value, IFormatProvider provider)
    static string ToString(sbyte value, IFormatProvider provider)
    static string ToString(float value, IFormatProvider provider)
    static string ToString(ushort value, IFormatProvider provider)
    static string ToString(uint value, IFormatProvider provider)
    static string ToString(ulong value, IFormatProvider provider)
  System.DateTime:
    DateTime(int year, int month, int day, Calendar calendar)
    DateTime(int year, int month, int day, int hour, int minute, int second, Calendar calendar)
    DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond, Calendar calendar)
    DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond, Calendar calendar, DateTimeKind kind)
  System.DateTimeOffset:
    DateTimeOffset(int year, int month, int day, int hour, int minute, int second, int millisecond, Calendar calendar, TimeSpan offset)
    static bool TryParseExact(string input, string[] formats, IFormatProvider formatProvider, DateTimeStyles styles, out DateTimeOffset result)
  System.Enum:
    static object ToObject(Type enumType, byte value)
    static object ToObject(Type enumType, short value)
    static object ToObject(Type enumType, int value)
    static object ToObject(Type enumType, long value)
    static object ToObject(Type enumType, sbyte value)
    static object ToObject(Type enumType, ushort value)
    static object ToObject(Type enumType, uint value)
    static object ToObject(Type enumType, ulong value)
  System.Globalization.CultureInfo:
    CultureInfo(int culture)
    CultureInfo(int culture, bool useUserOverride)
    CultureInfo(string name, bool useUserOverride)
    static CultureInfo GetCultureInfo(int culture)
    static CultureInfo GetCultureInfo(string name, string altName)
  System.Guid:
    Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)
    Guid(int a, short b, short c, byte[] d)
    Guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)
  System.IO.IOException:
    IOException(string message, int hresult)
  System.IO.StringWriter:
    StringWriter(StringBuilder sb, IFormatProvider formatProvider)
  System.IO.TextWriter:
    void WriteLine(char[] buffer, int index, int count)
  System.InvalidCastException:
    InvalidCastException(string message, int errorCode)
  System.Linq.Enumerable:
    static IEnumerable<TResult> GroupBy<TSource, TKey, TElement, TResult>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, Func<TKey, IEnumerable<TElement>, TResult> resultSelector, IEqualityComparer<TKey> comparer)
    static IEnumerable<TResult> GroupJoin<TOuter, TInner, TKey, TResult>(this IEnumerable<TOuter> outer, IEnumerable<TInner> inner, Func<TOuter, TKey> outerKeySelector, Func<TInner, TKey> innerKeySelector, Func<TOuter, IEnumerable<TInner>, TResult> resultSelector, IEqualityComparer<TKey> comparer)
    static ILookup<TKey, TElement> ToLookup<TSource, TKey, TElement>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey> comparer)
  System.Net.IPAddress:
    IPAddress(byte[] address, long scopeid)
  System.Net.WebUtility:
    static void HtmlDecode(string value, TextWriter output)
    static void HtmlEncode(string value, TextWriter output)
  System.ObjectDisposedException:
    ObjectDisposedException(string objectName, string message)
  System.OperationCanceledException:
    OperationCanceledException(string message, Exception innerException, CancellationToken token)
    OperationCanceledException(string message, CancellationToken token)
    OperationCanceledException(CancellationToken token)
  System.Security.Cryptography.CryptographicException:
    CryptographicException(int hr)
    CryptographicException(string format, string insert)
  System.Security.Cryptography.HMACSHA1:
    HMACSHA1(byte[] key, bool useManagedSha1)
  System.Security.Cryptography.HashAlgorithm:
    byte[] ComputeHash(Stream inputStream)
  System.Security.Cryptography.HashAlgorithmName:
    bool Equals(HashAlgorithmName other)
  System.Security.Cryptography.RNGCryptoServiceProvider:
    RNGCryptoServiceProvider(byte[] rgb)
    RNGCryptoServiceProvider(CspParameters cspParams)
    RNGCryptoServiceProvider(string str)
  System.Security.Cryptography.RSA:
    byte[] SignData(Stream data, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    bool VerifyData(Stream data, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
  System.Security.Cryptography.RSACng:
    RSACng(CngKey key)
  System.Security.Cryptography.RSACryptoServiceProvider:
    RSACryptoServiceProvider(int dwKeySize, CspParameters parameters)
    RSACryptoServiceProvider(CspParameters parameters)
    byte[] SignData(byte[] buffer, int offset, int count, object halg)
    byte[] SignData(Stream inputStream, object halg)
  System.Security.Cryptography.RandomNumberGenerator:
    static RandomNumberGenerator Create(string rngName)
  System.Security.Cryptography.X509Certificates.PublicKey:
    PublicKey(Oid oid, AsnEncodedData parameters, AsnEncodedData keyValue)
  System.Security.Cryptography.X509Certificates.X500DistinguishedName:
    X500DistinguishedName(byte[] encodedDistinguishedName)
    X500DistinguishedName(AsnEncodedData encodedDistinguishedName)
    X500DistinguishedName(X500DistinguishedName distinguishedName)
    X500DistinguishedName(string distinguishedName)
    X500DistinguishedName(string distinguishedName, X500DistinguishedNameFlags flag)
  System.Security.Cryptography.X509Certificates.X509Certificate:
    X509Certificate(byte[] data)
    X509Certificate(byte[] rawData, SecureString password)
    X509Certificate(byte[] rawData, SecureString password, X509KeyStorageFlags keyStorageFlags)
    X509Certificate(byte[] rawData, string password)
    X509Certificate(byte[] rawData, string password, X509KeyStorageFlags keyStorageFlags)
    X509Certificate(IntPtr handle)
    X509Certificate(X509Certificate cert)
    X509Certificate(string fileName)
    X509Certificate(string fileName, SecureString password)
    X509Certificate(string fileName, SecureString password, X509KeyStorageFlags keyStorageFlags)
    X509Certificate(string fileName, string password)
    X509Certificate(string fileName, string password, X509KeyStorageFlags keyStorageFlags)
    byte[] Export(X509ContentType contentType, SecureString password)
    byte[] Export(X509ContentType contentType, string password)
    string ToString(bool fVerbose)
  System.Security.Cryptography.X509Certificates.X509Certificate2:
    X509Certificate2(byte[] rawData, SecureString password)
    X509Certificate2(byte[] rawData, SecureString password, X509KeyStorageFlags keyStorageFlags)
    X509Certificate2(IntPtr handle)
    X509Certificate2(string fileName)
    X509Certificate2(string fileName, SecureString password)
    X509Certificate2(string fileName, SecureString password, X509KeyStorageFlags keyStorageFlags)
    X509Certificate2(string fileName, string password)
    X509Certificate2(string fileName, string password, X509KeyStorageFlags keyStorageFlags)
    static X509ContentType GetCertContentType(string fileName)
  System.String:
    String(char* value)
    String(char* value, int startIndex, int length)
    String(sbyte* value)
    String(sbyte* value, int startIndex, int length)
    String(sbyte* value, int startIndex, int length, Encoding enc)
    static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase, CultureInfo culture)
    static int Compare(string strA, int indexA, string strB, int indexB, int length, CultureInfo culture, CompareOptions options)
    static int Compare(string strA, string strB, CultureInfo culture, CompareOptions options)
    bool IsNormalized(NormalizationForm normalizationForm)
  System.StringComparer:
    int Compare(object x, object y)
    int GetHashCode(object obj)
  System.Text.Encoding:
    int GetByteCount(char* chars, int count)
    int GetByteCount(char[] chars, int index, int count)
    int GetBytes(char* chars, int charCount, byte* bytes, int byteCount)
    int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    int GetCharCount(byte* bytes, int count)
    int GetChars(byte* bytes, int byteCount, char* chars, int charCount)
    int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    static Encoding GetEncoding(int codepage, EncoderFallback encoderFallback, DecoderFallback decoderFallback)
    static Encoding GetEncoding(string name, EncoderFallback encoderFallback, DecoderFallback decoderFallback)
    string GetString(byte* bytes, int byteCount)
  System.Text.RegularExpressions.CaptureCollection:
    void CopyTo(Array array, int arrayIndex)
  System.Text.RegularExpressions.GroupCollection:
    void CopyTo(Array array, int arrayIndex)
  System.Text.RegularExpressions.MatchCollection:
    void CopyTo(Array array, int arrayIndex)
  System.Text.StringBuilder:
    StringBuilder Append(char* value, int valueCount)
    StringBuilder Insert(int index, char[] value, int startIndex, int charCount)
  System.TimeSpan:
    static TimeSpan ParseExact(string input, string format, IFormatProvider formatProvider, TimeSpanStyles styles)
    static TimeSpan ParseExact(string input, string[] formats, IFormatProvider formatProvider)
    static TimeSpan ParseExact(string input, string[] formats, IFormatProvider formatProvider, TimeSpanStyles styles)
    static bool TryParseExact(string input, string format, IFormatProvider formatProvider, TimeSpanStyles styles, out TimeSpan result)
    static bool TryParseExact(string input, string[] formats, IFormatProvider formatProvider, TimeSpanStyles styles, out TimeSpan result)
    static bool TryParseExact(string input, string[] formats, IFormatProvider formatProvider, out TimeSpan result)
  System.TimeZoneInfo:
    bool IsAmbiguousTime(DateTimeOffset dateTimeOffset)
  System.Tuple:
    static Tuple<T1, T2, T3, T4, T5, T6, T7, Tuple<T8>> Create<T1, T2, T3, T4, T5, T6, T7, T8>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7, T8 item8)
  System.Type:
    static Type GetType(string typeName)
    static Type GetType(string typeName, bool throwOnError)
    static Type GetType(string typeName, bool throwOnError, bool ignoreCase)
    static Type GetType(string typeName, Func<AssemblyName, Assembly> assemblyResolver, Func<Assembly, string, bool, Type> typeResolver)
    static Type GetType(string typeName, Func<AssemblyName, Assembly> assemblyResolver, Func<Assembly, string, bool, Type> typeResolver, bool throwOnError)
    static Type GetType(string typeName, Func<AssemblyName, Assembly> assemblyResolver, Func<Assembly, string, bool, Type> typeResolver, bool throwOnError, bool ignoreCase)
  System.Xml.Linq.Extensions:
    static IEnumerable<XElement> AncestorsAndSelf(this IEnumerable<XElement> source, XName name)
  System.Xml.Linq.XCData:
    XCData(XCData other)
  System.Xml.Linq.XComment:
    XComment(XComment other)
  System.Xml.Linq.XDocument:
    static XDocument Load(Stream stream)
    static XDocument Load(Stream stream, LoadOptions options)
    static XDocument Load(string uri)
    static XDocument Load(string uri, LoadOptions options)
    static XDocument Load(XmlReader reader)
    static XDocument Load(XmlReader reader, LoadOptions options)
    void Save(Stream stream)
    void Save(Stream stream, SaveOptions options)
    void Save(string fileName)
    void Save(string fileName, SaveOptions options)
    void Save(XmlWriter writer)
  System.Xml.Linq.XDocumentType:
    XDocumentType(XDocumentType other)
  System.Xml.Linq.XElement:
    XElement(XStreamingElement other)
    static XElement Load(Stream stream)
    static XElement Load(Stream stream, LoadOptions options)
    static XElement Load(string uri)
    static XElement Load(string uri, LoadOptions options)
    static XElement Load(XmlReader reader)
    static XElement Load(XmlReader reader, LoadOptions options)
    void Save(Stream stream)
    void Save(Stream stream, SaveOptions options)
    void Save(string fileName)
    void Save(string fileName, SaveOptions options)
    void Save(XmlWriter writer)
  System.Xml.Linq.XProcessingInstruction:
    XProcessingInstruction(XProcessingInstruction other)
  System.Xml.XPath.Extensions:
    static object XPathEvaluate(this XNode node, string expression, IXmlNamespaceResolver resolver)
    static XElement XPathSelectElement(this XNode node, string expression, IXmlNamespaceResolver resolver)
    static IEnumerable<XElement> XPathSelectElements(this XNode node, string expression, IXmlNamespaceResolver resolver)
  System.Xml.XmlAttributeCollection:
    XmlAttribute this[string localName, string namespaceURI] { get; }
  System.Xml.XmlDocument:
    XmlDocument(XmlNameTable nt)
    XmlElement CreateElement(string prefix, string localName, string namespaceURI)
    XmlNodeList GetElementsByTagName(string localName, string namespaceURI)
    void Load(Stream inStream)
    void Load(string filename)
    void Load(XmlReader reader)
    void Save(Stream outStream)
    void Save(string filename)
    void Save(XmlWriter w)
  System.Xml.XmlElement:
    string GetAttribute(string localName, string namespaceURI)
    XmlNodeList GetElementsByTagName(string localName, string namespaceURI)
    bool HasAttribute(string localName, string namespaceURI)
    string SetAttribute(string localName, string namespaceURI, string value)
  System.Xml.XmlException:
    XmlException(string message, Exception innerException, int lineNumber, int linePosition)
  System.Xml.XmlNode:
    XmlElement this[string localname, string ns] { get; }
`;

const table: ReadonlyMap<string, readonly string[]> = new Map(
  signatures
    .trim()
    .split(/\n(?= {2}\S)/)
    .map((entry): readonly [string, readonly string[]] => {
      const [type = '', ...lines] = entry.trim().split('\n');
      return [type.replace(/:$/, ''), lines.map((line) => line.trim())];
    }),
);

/** The overloads that .NET has on a type (by reflection name) and the library has not. */
export const absentOverloads = (fullName: string): readonly string[] => table.get(fullName) ?? [];
