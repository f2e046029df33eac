import { dotnetType, member, property } from '../../dotnet/define.ts';
import type { Url } from '../url.ts';

/** A URL in its parts. */
export const IUrl_ = dotnetType('interface Fedpass.IUrl', 'A URL.', {
  host: property('string Host { get; }', 'host', 'The host name.'),
  path: property('string Path { get; }', 'path', 'The path, beginning with a slash.'),
  port: property('int Port { get; }', 'port', 'The port.'),
  query: member(
    'IReadOnlyDictionary<string, string[]> Query { get; }',
    (url: Url) => url.query.view,
    'The query parameters; names ignore case.',
  ),
  queryString: property('string QueryString { get; }', 'queryString', 'The query with its question mark, or empty.'),
  scheme: property('string Scheme { get; }', 'scheme', 'http or https.'),
  toText: member('string ToString()', (url: Url) => url.toString(), 'The whole URL.'),
});
