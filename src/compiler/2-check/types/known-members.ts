/**
 * Members that .NET Framework 4.7.2 and Newtonsoft.Json 12 have on types of the library, and that have no row here: names by type, as reflection
 * writes them. A missing member is so told apart from one that does not exist, and the reference page lists it as refused. What is left out
 * deliberately (streams, files, asynchronous and unsafe members, events, serialization) and what nobody has asked for yet stand together.
 */
const names = `
  Newtonsoft.Json.Converters.StringEnumConverter:
    WriteJson ReadJson CanConvert CamelCaseText AllowIntegerValues
  Newtonsoft.Json.JsonConvert:
    True False Null Undefined PositiveInfinity NegativeInfinity NaN PopulateObject DefaultSettings
  Newtonsoft.Json.JsonConverter:
    WriteJson ReadJson CanConvert CanRead CanWrite
  Newtonsoft.Json.JsonReaderException:
    LineNumber LinePosition Path
  Newtonsoft.Json.JsonSerializerSettings:
    ReferenceLoopHandling MissingMemberHandling ObjectCreationHandling PreserveReferencesHandling TypeNameHandling MetadataPropertyHandling
    TypeNameAssemblyFormatHandling ConstructorHandling EqualityComparer ReferenceResolverProvider TraceWriter SerializationBinder Error Context
    MaxDepth FloatFormatHandling Culture CheckAdditionalContent
  Newtonsoft.Json.Linq.JArray:
    WriteToAsync LoadAsync Load WriteTo
  Newtonsoft.Json.Linq.JConstructor:
    WriteToAsync LoadAsync WriteTo Load
  Newtonsoft.Json.Linq.JContainer:
    CreateWriter ListChanged AddingNew CollectionChanged
  Newtonsoft.Json.Linq.JEnumerable\`1:
    Empty
  Newtonsoft.Json.Linq.JObject:
    WriteToAsync LoadAsync Load WriteTo PropertyChanged PropertyChanging
  Newtonsoft.Json.Linq.JProperty:
    WriteToAsync LoadAsync WriteTo Load
  Newtonsoft.Json.Linq.JRaw:
    CreateAsync Create
  Newtonsoft.Json.Linq.JToken:
    WriteToAsync ReadFromAsync LoadAsync WriteTo CreateReader ReadFrom Load AddAnnotation Annotation Annotations RemoveAnnotations
  Newtonsoft.Json.Linq.JValue:
    WriteToAsync WriteTo
  Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver:
    ResolveContract
  Newtonsoft.Json.Serialization.DefaultContractResolver:
    ResolveContract GetResolvedPropertyName DynamicCodeGeneration SerializeCompilerGeneratedMembers IgnoreSerializableInterface
    IgnoreSerializableAttribute IgnoreIsSpecifiedMembers IgnoreShouldSerializeMembers NamingStrategy
  Newtonsoft.Json.Serialization.IContractResolver:
    ResolveContract
  System.Array:
    ConstrainedCopy CreateInstance GetLongLength Initialize IsSynchronized SyncRoot
  System.CharEnumerator:
    Clone
  System.Collections.Generic.HashSet\`1:
    CreateSetComparer
  System.Collections.ICollection:
    CopyTo IsSynchronized SyncRoot
  System.Collections.IEnumerable:
    GetEnumerator
  System.Collections.IList:
    Add Clear Contains IndexOf Insert Remove RemoveAt IsFixedSize IsReadOnly Item
  System.Convert:
    DBNull ToBase64CharArray
  System.DateTime:
    GetDateTimeFormats
  System.Decimal:
    FromOACurrency ToOACurrency ToSByte ToUInt16
  System.Delegate:
    Clone Combine CreateDelegate DynamicInvoke GetInvocationList op_Equality op_Inequality Remove RemoveAll Method Target
  System.Enum:
    GetTypeCode GetUnderlyingType
  System.Exception:
    Data HelpLink TargetSite
  System.Globalization.CultureInfo:
    ClearCachedData Clone CreateSpecificCulture GetConsoleFallbackUICulture GetCultureInfoByIetfLanguageTag GetCultures GetFormat ReadOnly Calendar
    CompareInfo CultureTypes DateTimeFormat DefaultThreadCurrentCulture DefaultThreadCurrentUICulture DisplayName EnglishName IetfLanguageTag
    InstalledUICulture IsNeutralCulture IsReadOnly KeyboardLayoutId LCID NativeName NumberFormat OptionalCalendars Parent TextInfo
    ThreeLetterISOLanguageName ThreeLetterWindowsLanguageName TwoLetterISOLanguageName UseUserOverride
  System.IDisposable:
    Dispose
  System.IFormatProvider:
    GetFormat
  System.IO.StringReader:
    ReadAsync ReadBlockAsync ReadLineAsync ReadToEndAsync
  System.IO.StringWriter:
    FlushAsync WriteAsync WriteLineAsync
  System.IO.TextReader:
    Null ReadAsync ReadBlockAsync ReadLineAsync ReadToEndAsync Synchronized
  System.IO.TextWriter:
    Null FlushAsync Synchronized WriteAsync WriteLineAsync Encoding FormatProvider
  System.Linq.IOrderedEnumerable\`1:
    CreateOrderedEnumerable
  System.Net.IPAddress:
    HostToNetworkOrder NetworkToHostOrder IsIPv6Teredo
  System.Net.Sockets.AddressFamily:
    AppleTalk Atm Banyan Ccitt Chaos Cluster DataKit DataLink DecNet Ecma FireFox HyperChannel Ieee12844 ImpLink Ipx Irda Iso Lat Max NetBios
    NetworkDesigners NS Osi Pup Sna Unix VoiceView
  System.ObjectDisposedException:
    ObjectName
  System.OperationCanceledException:
    CancellationToken
  System.Security.Cryptography.AsymmetricAlgorithm:
    Create LegalKeySizes
  System.Security.Cryptography.HMACSHA384:
    ProduceLegacyHmacValues
  System.Security.Cryptography.HMACSHA512:
    ProduceLegacyHmacValues
  System.Security.Cryptography.HashAlgorithm:
    TransformBlock TransformFinalBlock
  System.Security.Cryptography.Oid:
    FromFriendlyName FromOidValue
  System.Security.Cryptography.RSA:
    DecryptValue EncryptValue
  System.Security.Cryptography.RSACng:
    DecryptValue EncryptValue Key
  System.Security.Cryptography.RSACryptoServiceProvider:
    DecryptValue EncryptValue ExportCspBlob ImportCspBlob CspKeyContainerInfo UseMachineKeyStore
  System.Security.Cryptography.SymmetricAlgorithm:
    CreateDecryptor CreateEncryptor FeedbackSize LegalBlockSizes LegalKeySizes
  System.Security.Cryptography.X509Certificates.PublicKey:
    EncodedKeyValue EncodedParameters
  System.Security.Cryptography.X509Certificates.RSACertificateExtensions:
    CopyWithPrivateKey
  System.Security.Cryptography.X509Certificates.X500DistinguishedName:
    Decode Format
  System.Security.Cryptography.X509Certificates.X509Certificate:
    CreateFromCertFile CreateFromSignedFile Import Handle
  System.Security.Cryptography.X509Certificates.X509Certificate2:
    Import Extensions
  System.String:
    IsInterned
  System.StringComparer:
    Create
  System.Text.ASCIIEncoding:
    GetDecoder GetEncoder
  System.Text.Encoding:
    Clone GetDecoder GetEncoder GetEncodings IsAlwaysNormalized RegisterProvider DecoderFallback EncoderFallback IsBrowserDisplay IsBrowserSave
    IsMailNewsDisplay IsMailNewsSave IsReadOnly UTF7 WindowsCodePage
  System.Text.RegularExpressions.CaptureCollection:
    IsSynchronized SyncRoot
  System.Text.RegularExpressions.Group:
    Synchronized
  System.Text.RegularExpressions.GroupCollection:
    IsSynchronized SyncRoot
  System.Text.RegularExpressions.Match:
    Synchronized
  System.Text.RegularExpressions.MatchCollection:
    IsSynchronized SyncRoot
  System.Text.RegularExpressions.Regex:
    CompileToAssembly CacheSize
  System.Text.UTF8Encoding:
    GetDecoder GetEncoder
  System.Text.UnicodeEncoding:
    CharSize GetDecoder GetEncoder
  System.TimeZone:
    GetDaylightChanges GetUtcOffset IsDaylightSavingTime ToLocalTime ToUniversalTime CurrentTimeZone DaylightName StandardName
  System.TimeZoneInfo:
    ClearCachedData CreateCustomTimeZone FromSerializedString GetAdjustmentRules GetAmbiguousTimeOffsets GetSystemTimeZones HasSameRules
    ToSerializedString
  System.Type:
    Delimiter EmptyTypes FilterAttribute FilterName FilterNameIgnoreCase Missing FindInterfaces FindMembers GetArrayRank GetConstructor
    GetConstructors GetDefaultMembers GetElementType GetEnumName GetEnumNames GetEnumUnderlyingType GetEnumValues GetEvent GetEvents GetField
    GetFields GetGenericArguments GetGenericParameterConstraints GetGenericTypeDefinition GetInterface GetInterfaceMap GetInterfaces GetMember
    GetMembers GetMethod GetMethods GetNestedType GetNestedTypes GetProperties GetProperty GetTypeArray GetTypeCode GetTypeFromCLSID GetTypeFromHandle
    GetTypeFromProgID GetTypeHandle InvokeMember IsEnumDefined IsEquivalentTo IsInstanceOfType IsSubclassOf MakeArrayType MakeByRefType
    MakeGenericType MakePointerType ReflectionOnlyGetType Assembly AssemblyQualifiedName Attributes BaseType ContainsGenericParameters DeclaringMethod
    DeclaringType DefaultBinder GenericParameterAttributes GenericParameterPosition GenericTypeArguments GUID HasElementType IsAbstract IsAnsiClass
    IsAutoClass IsAutoLayout IsByRef IsClass IsCOMObject IsConstructedGenericType IsContextful IsExplicitLayout IsGenericParameter
    IsGenericTypeDefinition IsImport IsInterface IsLayoutSequential IsMarshalByRef IsNested IsNestedAssembly IsNestedFamANDAssem IsNestedFamily
    IsNestedFamORAssem IsNestedPrivate IsNestedPublic IsNotPublic IsPointer IsPrimitive IsPublic IsSealed IsSecurityCritical IsSecuritySafeCritical
    IsSecurityTransparent IsSerializable IsSpecialName IsUnicodeClass IsValueType IsVisible MemberType Module ReflectedType StructLayoutAttribute
    TypeHandle TypeInitializer UnderlyingSystemType
  System.UriComponents:
    NormalizedHost SerializationInfoString
  System.Version:
    Clone MajorRevision MinorRevision
  System.Xml.Linq.Extensions:
    DescendantNodesAndSelf
  System.Xml.Linq.XCData:
    WriteTo
  System.Xml.Linq.XComment:
    WriteTo
  System.Xml.Linq.XContainer:
    CreateWriter
  System.Xml.Linq.XDocument:
    WriteTo
  System.Xml.Linq.XDocumentType:
    WriteTo
  System.Xml.Linq.XElement:
    WriteTo EmptySequence
  System.Xml.Linq.XNode:
    CreateReader ReadFrom WriteTo
  System.Xml.Linq.XObject:
    AddAnnotation Annotation Annotations RemoveAnnotations Changed Changing
  System.Xml.Linq.XProcessingInstruction:
    WriteTo
  System.Xml.Linq.XText:
    WriteTo
  System.Xml.XPath.Extensions:
    CreateNavigator
  System.Xml.XmlAttribute:
    CloneNode InsertAfter InsertBefore PrependChild ReplaceChild WriteContentTo WriteTo BaseURI OwnerElement SchemaInfo Specified
  System.Xml.XmlAttributeCollection:
    Append CopyTo InsertAfter InsertBefore Prepend Remove RemoveAll RemoveAt SetNamedItem
  System.Xml.XmlDocument:
    CloneNode CreateAttribute CreateCDataSection CreateComment CreateDocumentFragment CreateDocumentType CreateEntityReference CreateNavigator
    CreateNode CreateProcessingInstruction CreateSignificantWhitespace CreateTextNode CreateWhitespace CreateXmlDeclaration GetElementById ImportNode
    ReadNode Validate WriteContentTo WriteTo BaseURI DocumentType Implementation IsReadOnly PreserveWhitespace SchemaInfo Schemas XmlResolver
    NodeChanged NodeChanging NodeInserted NodeInserting NodeRemoved NodeRemoving
  System.Xml.XmlElement:
    CloneNode GetAttributeNode RemoveAll RemoveAllAttributes RemoveAttribute RemoveAttributeAt RemoveAttributeNode SetAttributeNode WriteContentTo
    WriteTo SchemaInfo
  System.Xml.XmlException:
    LineNumber LinePosition SourceUri
  System.Xml.XmlNameTable:
    Add Get
  System.Xml.XmlNamespaceManager:
    GetEnumerator GetNamespacesInScope HasNamespace LookupPrefix PopScope PushScope RemoveNamespace DefaultNamespace NameTable
  System.Xml.XmlNode:
    Clone CloneNode CreateNavigator GetNamespaceOfPrefix GetPrefixOfNamespace InsertAfter InsertBefore Normalize PrependChild RemoveAll ReplaceChild
    Supports WriteContentTo WriteTo BaseURI IsReadOnly PreviousText SchemaInfo
`;

const table: ReadonlyMap<string, readonly string[]> = new Map(
  names
    .trim()
    .split(/\n(?= {2}\S)/)
    .map((entry): readonly [string, readonly string[]] => {
      const [type = '', ...members] = entry.trim().split(/:?\s+/);
      return [type, members];
    }),
);

/** The names of the members that .NET has on a type (by reflection name) and the library has not. */
export const absentMembers = (fullName: string): readonly string[] => table.get(fullName) ?? [];

/** True when .NET has a member of that name on the type (reflection name), which is not supported. */
export const knownMember = (fullName: string, name: string): boolean => absentMembers(fullName).includes(name);
