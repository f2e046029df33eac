/**
 * Types that API Management admits in expressions (its documented list), by full name. One that has no surface here is known but
 * not supported yet; a type of .NET outside the list is refused as such.
 */
export const allowedTypes: ReadonlySet<string> = new Set(
  `
  Newtonsoft.Json: Formatting JsonConvert
  Newtonsoft.Json.Linq: Extensions JArray JConstructor JContainer JObject JProperty JRaw JToken JTokenType JValue
  System: Array BitConverter Boolean Byte Char Convert DateTime DateTimeKind DateTimeOffset Decimal Double Enum Exception Guid Int16
    Int32 Int64 Math MidpointRounding Nullable Object Random SByte Single String StringComparer StringComparison StringSplitOptions
    TimeSpan TimeZone TimeZoneInfo Tuple UInt16 UInt32 UInt64 Uri UriPartial
  System.TimeZoneInfo: AdjustmentRule TransitionTime
  System.Collections.Generic: Dictionary HashSet ICollection IDictionary IEnumerable IEnumerator IList IReadOnlyCollection
    IReadOnlyDictionary ISet KeyValuePair List Queue Stack
  System.IO: StringReader StringWriter
  System.Linq: Enumerable
  System.Net: IPAddress WebUtility
  System.Security.Cryptography: AsymmetricAlgorithm CipherMode HashAlgorithm HashAlgorithmName HMAC HMACMD5 HMACSHA1 HMACSHA256
    HMACSHA384 HMACSHA512 KeyedHashAlgorithm MD5 Oid PaddingMode RNGCryptoServiceProvider RSA RSAEncryptionPadding
    RSASignaturePadding SHA1 SHA1Managed SHA256 SHA256Managed SHA384 SHA384Managed SHA512 SHA512Managed SymmetricAlgorithm
  System.Security.Cryptography.X509Certificates: PublicKey RSACertificateExtensions X500DistinguishedName X509Certificate
    X509Certificate2 X509ContentType X509NameType
  System.Text: Encoding StringBuilder
  System.Text.RegularExpressions: Capture CaptureCollection Group GroupCollection Match Regex RegexOptions
  System.Xml: XmlNodeType
  System.Xml.Linq: Extensions XAttribute XCData XComment XContainer XDeclaration XDocument XDocumentType XElement XName XNamespace
    XNode XNodeDocumentOrderComparer XNodeEqualityComparer XObject XProcessingInstruction XText
  `
    .split(/\n(?= {2}\S)/)
    .flatMap((line) => {
      const [namespace = '', names = ''] = line.split(':');
      return names
        .trim()
        .split(/\s+/)
        .filter((name) => name !== '')
        .map((name) => `${namespace.trim()}.${name}`);
    }),
);

/** Well-known types of .NET that expressions may not use, so that a message can say so instead of calling them unknown. */
export const refusedTypes: ReadonlySet<string> = new Set(
  `
  System: Activator AppContext AppDomain Attribute Buffer Console Delegate Environment GC Lazy MarshalByRefObject
    MulticastDelegate OperatingSystem Progress WeakReference
  System.Collections.Concurrent: ConcurrentBag ConcurrentDictionary ConcurrentQueue
  System.Diagnostics: Debug Process Stopwatch Trace
  System.IO: BinaryReader BinaryWriter Directory DirectoryInfo DriveInfo File FileInfo FileStream FileSystemWatcher MemoryStream Path Stream
    StreamReader StreamWriter
  System.Net: Dns HttpListener HttpWebRequest WebClient WebRequest
  System.Net.Http: HttpClient HttpMethod HttpRequestMessage
  System.Net.Sockets: Socket TcpClient UdpClient
  System.Reflection: Assembly MethodInfo PropertyInfo FieldInfo ConstructorInfo BindingFlags Module
  System.Reflection.Emit: DynamicMethod
  System.Runtime.InteropServices: Marshal
  System.Security.Cryptography: Aes RijndaelManaged
  System.Threading: Thread ThreadPool Monitor Mutex Semaphore Timer Interlocked CancellationToken
  System.Threading.Tasks: Parallel Task
  System.Xml: XmlReader XmlWriter
  `
    .split(/\n(?= {2}\S)/)
    .flatMap((line) => {
      const [namespace = '', names = ''] = line.split(':');
      return names
        .trim()
        .split(/\s+/)
        .filter((name) => name !== '')
        .map((name) => `${namespace.trim()}.${name}`);
    }),
);
