/**
 * Members that .NET has on types of the list, for telling "not supported yet" from "no such thing". Names only; a row makes a
 * member work, this table makes a missing one honest.
 */
const names: Readonly<Record<string, string>> = {
  'System.String':
    'Clone Compare CompareOrdinal CompareTo Concat Contains Copy CopyTo EndsWith Equals Format GetEnumerator GetHashCode GetTypeCode IndexOf IndexOfAny Insert Intern IsInterned IsNormalized IsNullOrEmpty IsNullOrWhiteSpace Join LastIndexOf LastIndexOfAny Normalize PadLeft PadRight Remove Replace Split StartsWith Substring ToCharArray ToLower ToLowerInvariant ToString ToUpper ToUpperInvariant Trim TrimEnd TrimStart',
  'System.DateTime':
    'Add AddDays AddHours AddMilliseconds AddMinutes AddMonths AddSeconds AddTicks AddYears Compare CompareTo Date Day DayOfWeek DayOfYear DaysInMonth Equals FromBinary FromFileTime FromFileTimeUtc FromOADate GetDateTimeFormats Hour IsDaylightSavingTime IsLeapYear Kind MaxValue Millisecond MinValue Minute Month Now Parse ParseExact Second SpecifyKind Subtract Ticks TimeOfDay ToBinary ToFileTime ToLocalTime ToLongDateString ToLongTimeString ToOADate ToShortDateString ToShortTimeString ToString ToUniversalTime Today TryParse TryParseExact UnixEpoch UtcNow Year',
  'System.DateTimeOffset':
    'Add AddDays AddHours AddMilliseconds AddMinutes AddMonths AddSeconds AddTicks AddYears Compare CompareTo Date DateTime Day DayOfWeek DayOfYear Equals EqualsExact FromFileTime FromUnixTimeMilliseconds FromUnixTimeSeconds Hour LocalDateTime MaxValue Millisecond MinValue Minute Month Now Offset Parse ParseExact Second Subtract Ticks TimeOfDay ToFileTime ToLocalTime ToOffset ToString ToUniversalTime ToUnixTimeMilliseconds ToUnixTimeSeconds TryParse TryParseExact UnixEpoch UtcDateTime UtcNow UtcTicks Year',
  'System.Convert':
    'ChangeType DBNull FromBase64CharArray FromBase64String GetTypeCode IsDBNull ToBase64CharArray ToBase64String ToBoolean ToByte ToChar ToDateTime ToDecimal ToDouble ToInt16 ToInt32 ToInt64 ToSByte ToSingle ToString ToUInt16 ToUInt32 ToUInt64',
  'System.Array':
    'AsReadOnly BinarySearch Clear Clone ConstrainedCopy ConvertAll Copy CopyTo CreateInstance Empty Exists Find FindAll FindIndex FindLast FindLastIndex ForEach GetLength GetLowerBound GetUpperBound GetValue IndexOf LastIndexOf Length LongLength Rank Resize Reverse SetValue Sort TrueForAll',
  'System.Linq.Enumerable':
    'Aggregate All Any Append AsEnumerable Average Cast Concat Contains Count DefaultIfEmpty Distinct ElementAt ElementAtOrDefault Empty Except First FirstOrDefault GroupBy GroupJoin Intersect Join Last LastOrDefault LongCount Max Min OfType OrderBy OrderByDescending Prepend Range Repeat Reverse Select SelectMany SequenceEqual Single SingleOrDefault Skip SkipLast SkipWhile Sum Take TakeLast TakeWhile ThenBy ThenByDescending ToArray ToDictionary ToHashSet ToList ToLookup Union Where Zip',
  'System.Text.RegularExpressions.Regex':
    'CacheSize CompileToAssembly Escape GetGroupNames GetGroupNumbers GroupNameFromNumber GroupNumberFromName IsMatch Match MatchTimeout Matches Options Replace RightToLeft Split ToString Unescape',
  'System.Uri':
    'AbsolutePath AbsoluteUri Authority Compare DnsSafeHost EscapeDataString EscapeUriString Fragment GetComponents GetLeftPart Host HostNameType IdnHost IsAbsoluteUri IsBaseOf IsDefaultPort IsFile IsLoopback IsUnc IsWellFormedUriString LocalPath MakeRelativeUri OriginalString PathAndQuery Port Query Scheme Segments ToString TryCreate UnescapeDataString UserEscaped UserInfo CheckHostName CheckSchemeName',
  'Newtonsoft.Json.JsonConvert':
    'DeserializeAnonymousType DeserializeObject PopulateObject SerializeObject SerializeXNode DeserializeXNode ToString',
  'Newtonsoft.Json.Linq.JToken':
    'AddAfterSelf AddAnnotation AddBeforeSelf AfterSelf Ancestors AncestorsAndSelf Annotation Annotations BeforeSelf Children CreateReader DeepClone DeepEquals EqualityComparer First FromObject HasValues Last Load Next Parent Parse Path Previous ReadFrom Remove RemoveAnnotations Replace Root SelectToken SelectTokens ToObject ToString Type Value Values WriteTo',
  'Newtonsoft.Json.Linq.JObject':
    'Add ContainsKey FromObject GetValue Load Parse Properties Property PropertyChanged PropertyValues Remove TryGetValue',
  'Newtonsoft.Json.Linq.JArray': 'Add Clear Contains CopyTo FromObject IndexOf Insert IsReadOnly Load Parse Remove RemoveAt',
};

const table: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(names).map(([type, members]) => [type, new Set(members.split(' '))]),
);

/** True when .NET has a member of that name on the type (reflection name). */
export const knownMember = (fullName: string, name: string): boolean => table.get(fullName)?.has(name) ?? false;
