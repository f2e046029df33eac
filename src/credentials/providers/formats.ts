import { readCertificates } from '../client-keys/certificate.ts';
import { readSigningKey } from '../client-keys/private-key.ts';
import { isEndpointUrl } from './endpoint-url.ts';

/** What the check of a value needs to know beside it. */
export interface FormatContext {
  /** Where plain http may be spoken. */
  readonly http: 'loopback' | 'anywhere';
  readonly under: readonly string[] | undefined;
}

interface FormatRow {
  accepts(value: string, context: FormatContext): boolean;
  /** What would be right, for messages. */
  readonly right: string;
  /** Whether a value may stand in the host of a URL template without leading anywhere else. */
  readonly hostSafe: boolean;
}

const row = (right: string, accepts: FormatRow['accepts'], hostSafe = false): FormatRow => ({ accepts, right, hostSafe });

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const labels = new RegExp(`^${label}$`, 'i');
const hostName = new RegExp(`^(?:${label}\\.)*${label}(?::[1-9]\\d{0,4})?$`, 'i');
const hostPattern = new RegExp(`^(?:\\*|(?:\\*\\.)?(?:${label}\\.)*${label})$`, 'i');

/** A host and nothing but a host: the URL parser must read it as it is written, which it does not with `0x7f.1` or `:443`. */
const isHost = (value: string): boolean =>
  hostName.test(value) && URL.canParse(`https://${value}`) && new URL(`https://${value}`).host === value.toLowerCase();

const liesUnder = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`));

/** The forms that values of parameters have. */
export const formats = {
  url: row('it is an https URL', (value, { http }) => isEndpointUrl(value, http)),
  issuer: row('it is an https URL without `?`', (value, { http }) => isEndpointUrl(value, http) && !value.includes('?')),
  uris: row('it is one absolute URI, or several with blanks between them', (value) =>
    value
      .trim()
      .split(/\s+/)
      .every((uri) => /^[a-z][a-z0-9+.-]*:[^\s#]+$/i.test(uri)),
  ),
  form: row('it has the form `a=b&c=d`, percent-encoded', (value) => /^[^=&\s]+=[^=&\s]*(&[^=&\s]+=[^=&\s]*)*$/.test(value)),
  'path-segment': row('it has letters, digits, `.`, `_` and `-` only', (value) => /^(?!\.+$)[\w.-]+$/.test(value)),
  label: row('it is one part of a host name: letters, digits and `-`', (value) => labels.test(value), true),
  host: row(
    'it is a host name, without scheme or path',
    (value, { under }) => isHost(value) && (under === undefined || liesUnder(value, under)),
    true,
  ),
  hosts: row('it is one or several of `api.example.com` and `*.example.com`, with blanks between them, or `*`', (value) =>
    value
      .trim()
      .split(/\s+/)
      .every((host) => hostPattern.test(host)),
  ),
  proxy: row('it is an `http` or `https` URL of a proxy, without a path', isProxy),
  'private-key': row(
    'it is a private key: PEM without a passphrase, a JWK, or the key file of a Google service account; RSA of 2048 bits or more, or P-256',
    (value) => readSigningKey(value) !== undefined,
  ),
  certificates: row('it is one or several certificates in PEM', (value) => readCertificates(value) !== undefined),
} as const satisfies Readonly<Record<string, FormatRow>>;

export type Format = keyof typeof formats;

function isProxy(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, pathname, search, hash } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && pathname === '/' && search === '' && hash === '';
}
