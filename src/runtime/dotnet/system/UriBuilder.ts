import { dotnetType, member } from '../define.ts';
import { equalTo } from '../equals.ts';
import { argument, argumentNull } from '../failures.ts';
import { UriBuilder } from '../net/uri/builder.ts';
import { kinds, Uri } from '../net/uri/value.ts';
import { toText } from '../to-text.ts';

type Text = string | null;

function build(scheme: Text, host: Text, port = -1, path: Text = null, extra: Text = null): UriBuilder {
  const builder = new UriBuilder();
  builder.scheme = scheme ?? '';
  builder.host = host ?? '';
  builder.port = port;
  if (path !== null) builder.path = path;
  if (extra === null || extra === '') return builder;
  if (!/^[?#]/.test(extra)) argument('Extra portion of URI not valid.', 'extraValue');
  const hash = extra.indexOf('#');
  builder.query = hash < 0 ? extra : extra.slice(0, hash);
  if (hash >= 0) builder.fragment = extra.slice(hash + 1);
  return builder;
}

/** Compares with the address that the text of anything reads as. */
function equals(builder: UriBuilder, other: unknown): boolean {
  if (other === null) return false;
  const read = Uri.read(toText(other), kinds.either);
  return read instanceof Uri && builder.uri[equalTo](read);
}

export const UriBuilder_ = dotnetType('class System.UriBuilder', 'An address whose parts can be set one by one.', {
  create: member('UriBuilder()', () => new UriBuilder(), 'The address http://localhost/.'),
  createText: member('UriBuilder(string uri)', (text: Text) => UriBuilder.read(text ?? argumentNull('uri')), 'The parts of an address.'),
  createUri: member('UriBuilder(Uri uri)', (uri: Uri | null) => UriBuilder.from(uri ?? argumentNull('uri')), 'The parts of an address.'),
  createHost: member(
    'UriBuilder(string schemeName, string hostName)',
    (scheme: Text, host: Text) => build(scheme, host),
    'A scheme and a host.',
  ),
  createPort: member(
    'UriBuilder(string scheme, string host, int portNumber)',
    (scheme: Text, host: Text, port: number) => build(scheme, host, port),
    'A scheme, a host and a port.',
  ),
  createPath: member(
    'UriBuilder(string scheme, string host, int port, string pathValue)',
    (scheme: Text, host: Text, port: number, path: Text) => build(scheme, host, port, path),
    'Everything but query and fragment.',
  ),
  createExtra: member(
    'UriBuilder(string scheme, string host, int port, string path, string extraValue)',
    (scheme: Text, host: Text, port: number, path: Text, extra: Text) => build(scheme, host, port, path, extra),
    'All parts; query and fragment in one.',
  ),
  scheme: member('string Scheme { get; }', (builder: UriBuilder) => builder.scheme, 'The scheme.'),
  setScheme: member(
    'string Scheme { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.scheme = value ?? '';
    },
    'Sets the scheme.',
  ),
  userName: member('string UserName { get; }', (builder: UriBuilder) => builder.userName, 'The user.'),
  setUserName: member(
    'string UserName { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.userName = value ?? '';
    },
    'Sets the user.',
  ),
  password: member('string Password { get; }', (builder: UriBuilder) => builder.password, 'The password.'),
  setPassword: member(
    'string Password { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.password = value ?? '';
    },
    'Sets the password.',
  ),
  host: member('string Host { get; }', (builder: UriBuilder) => builder.host, 'The host.'),
  setHost: member(
    'string Host { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.host = value ?? '';
    },
    'Sets the host.',
  ),
  port: member('int Port { get; }', (builder: UriBuilder) => builder.port, 'The port, -1 for the usual one.'),
  setPort: member(
    'int Port { set; }',
    (builder: UriBuilder, value: number) => {
      builder.port = value;
    },
    'Sets the port.',
  ),
  path: member('string Path { get; }', (builder: UriBuilder) => builder.path, 'The path.'),
  setPath: member(
    'string Path { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.path = value ?? '';
    },
    'Sets the path.',
  ),
  query: member('string Query { get; }', (builder: UriBuilder) => builder.query, 'The query with its question mark.'),
  setQuery: member(
    'string Query { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.query = value ?? '';
    },
    'Sets the query.',
  ),
  fragment: member('string Fragment { get; }', (builder: UriBuilder) => builder.fragment, 'The fragment with its number sign.'),
  setFragment: member(
    'string Fragment { set; }',
    (builder: UriBuilder, value: Text) => {
      builder.fragment = value ?? '';
    },
    'Sets the fragment.',
  ),
  uri: member('Uri Uri { get; }', (builder: UriBuilder) => builder.uri, 'The address.'),
  equals: member('bool Equals(object rparam)', equals, 'Whether both make the same address.'),
  toString: member('string ToString()', (builder: UriBuilder) => builder.toString(), 'The address as it is put together.'),
});
