import type { NetDictionary } from '../../dotnet/collections/protocol.ts';
import { dotnetType, member } from '../../dotnet/define.ts';
import { isInstance } from '../../dotnet/is-instance.ts';
import { type RuntimeType, typeText } from '../../dotnet/runtime-type.ts';
import { type SymmetricAlgorithm, transform } from '../../dotnet/security/symmetric.ts';
import type { X509Certificate2 } from '../../dotnet/security/x509/certificate.ts';
import { typeOf } from '../../dotnet/type-of.ts';
import { Box, NetException, type Ref } from '../../dotnet/values.ts';
import type { Host } from '../../host.ts';
import { TextListView } from '../dictionary-view.ts';
import { formText } from '../form-content.ts';
import { type BasicAuthCredentials, type Jwt, readBasic, readJwt } from '../tokens.ts';

type FormFields = Iterable<{ readonly key: string; readonly value: Iterable<string> }>;

/** A variable as T: what is stored must be a T; an absent one, and null for a value type, give the default. */
function variable<T>(type: RuntimeType, variables: NetDictionary<string, unknown>, name: string, fallback: T): T {
  const found = variables.lookup(name);
  if (found === undefined) return fallback;
  if (found === null) return (type.zero === null ? null : fallback) as T;
  if (!isInstance(found, type))
    throw new NetException(
      'System.InvalidCastException',
      `Unable to cast object of type '${typeText(typeOf(found))}' to type '${typeText(type)}'.`,
    );
  // A T that is a value type is not boxed; an object stays in its box.
  return (found instanceof Box && type.name !== 'System.Object' ? found.value : found) as T;
}

type TextListDictionary = NetDictionary<string, string[]>;

const joined = (values: TextListDictionary, name: string): string | undefined =>
  values instanceof TextListView ? values.joined(name) : values.lookup(name)?.join(',');

type Bytes = Uint8Array | null;

/** The extension methods that API Management adds to C# (reference: extensionMethods). */
export const ContextExtensions_ = dotnetType('static class Fedpass.ContextExtensions', 'Extension methods of policy expressions.', {
  listValue: member(
    'static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string name)',
    (values: TextListDictionary, name: string) => joined(values, name) ?? null,
    'The values of a name joined by commas, or null.',
  ),
  listValueOr: member(
    'static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string name, string defaultValue)',
    (values: TextListDictionary, name: string, fallback: string | null) => joined(values, name) ?? fallback,
    'The values of a name joined by commas, or the default.',
  ),
  textValue: member(
    'static string GetValueOrDefault(this IReadOnlyDictionary<string, string> values, string name, string defaultValue = null)',
    (values: NetDictionary<string, string>, name: string, fallback: string | null) => values.lookup(name) ?? fallback,
    'The value of a name, or the default.',
  ),
  variable: member(
    'static object GetValueOrDefault(this IReadOnlyDictionary<string, object> variables, string variableName)',
    (variables: NetDictionary<string, unknown>, name: string) => variables.lookup(name) ?? null,
    'The variable, or null.',
  ),
  variableAs: member(
    'static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> variables, string variableName)',
    <T>(type: RuntimeType, variables: NetDictionary<string, unknown>, name: string) => variable(type, variables, name, type.zero as T),
    'The variable as T, or the default of T. Throws when it holds another type.',
    { typeArgs: true },
  ),
  variableAsOr: member(
    'static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> variables, string variableName, T defaultValue)',
    <T>(type: RuntimeType, variables: NetDictionary<string, unknown>, name: string, fallback: T) =>
      variable(type, variables, name, fallback),
    'The variable as T, or the default given. Throws when it holds another type.',
    { typeArgs: true },
  ),
  queryString: member(
    'static string ToQueryString(this IDictionary<string, IList<string>> values)',
    (values: FormFields) => formText(values),
    'The pairs as a query string, without a question mark.',
  ),
  formContent: member(
    'static string ToFormUrlEncodedContent(this IDictionary<string, IList<string>> values)',
    (values: FormFields) => formText(values),
    'The pairs as the body of a form.',
  ),
  verifyNoRevocation: member(
    'static bool VerifyNoRevocation(this X509Certificate2 certificate)',
    (host: Host, certificate: X509Certificate2) => certificate.isValid(host),
    'Whether the listener checked the chain of the certificate and it is within its dates. False for one made from bytes.',
    { host: true },
  ),
  asJwt: member(
    'static Jwt AsJwt(this string value)',
    (value: string) => readJwt(value) ?? null,
    'The token, or null. No signature is checked.',
  ),
  tryParseJwt: member(
    'static bool TryParseJwt(this string value, out Jwt result)',
    (value: string, result: Ref<Jwt | null>) => {
      result.value = readJwt(value) ?? null;
      return result.value !== null;
    },
    'Whether the text is a token. No signature is checked.',
  ),
  asBasic: member(
    'static BasicAuthCredentials AsBasic(this string value)',
    (value: string) => readBasic(value) ?? null,
    'User and password of an Authorization header, or null.',
  ),
  tryParseBasic: member(
    'static bool TryParseBasic(this string value, out BasicAuthCredentials result)',
    (value: string, result: Ref<BasicAuthCredentials | null>) => {
      result.value = readBasic(value) ?? null;
      return result.value !== null;
    },
    'Whether the text is HTTP Basic.',
  ),
  encrypt: member(
    'static byte[] Encrypt(this byte[] input, string alg, byte[] key, byte[] iv)',
    (host: Host, input: Bytes, alg: string | null, key: Bytes, iv: Bytes) => transform(host, 'encrypt', input, alg, { key, iv }),
    'Encrypts; AES in CBC mode with PKCS7 padding unless the algorithm says otherwise.',
    { host: true },
  ),
  encryptWith: member(
    'static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg)',
    (host: Host, input: Bytes, alg: SymmetricAlgorithm | null) => transform(host, 'encrypt', input, alg),
    'Encrypts; AES in CBC mode with PKCS7 padding unless the algorithm says otherwise. Key and vector are the algorithm’s.',
    { host: true },
  ),
  encryptWithKey: member(
    'static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)',
    (host: Host, input: Bytes, alg: SymmetricAlgorithm | null, key: Bytes, iv: Bytes) =>
      transform(host, 'encrypt', input, alg, { key, iv }),
    'Encrypts; AES in CBC mode with PKCS7 padding unless the algorithm says otherwise.',
    { host: true },
  ),
  decrypt: member(
    'static byte[] Decrypt(this byte[] input, string alg, byte[] key, byte[] iv)',
    (host: Host, input: Bytes, alg: string | null, key: Bytes, iv: Bytes) => transform(host, 'decrypt', input, alg, { key, iv }),
    'The reverse of Encrypt.',
    { host: true },
  ),
  decryptWith: member(
    'static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg)',
    (host: Host, input: Bytes, alg: SymmetricAlgorithm | null) => transform(host, 'decrypt', input, alg),
    'The reverse of Encrypt. Key and vector are the algorithm’s.',
    { host: true },
  ),
  decryptWithKey: member(
    'static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)',
    (host: Host, input: Bytes, alg: SymmetricAlgorithm | null, key: Bytes, iv: Bytes) =>
      transform(host, 'decrypt', input, alg, { key, iv }),
    'The reverse of Encrypt.',
    { host: true },
  ),
});

/** What .NET itself offers on dictionaries; the methods above are chosen before these where both fit. */
export const CollectionExtensions_ = dotnetType(
  'static class System.Collections.Generic.CollectionExtensions',
  'Reading of dictionaries with a default.',
  {
    value: member(
      'static TValue GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key)',
      <K, V>(_key: RuntimeType, value: RuntimeType, dictionary: NetDictionary<K, V>, key: K) => dictionary.lookup(key) ?? (value.zero as V),
      'The value of a key, or the default of its type.',
      { typeArgs: true },
    ),
    valueOr: member(
      'static TValue GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key, TValue defaultValue)',
      <K, V>(dictionary: NetDictionary<K, V>, key: K, fallback: V) => dictionary.lookup(key) ?? fallback,
      'The value of a key, or the default given.',
    ),
  },
);
