import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argumentNull } from '../failures.ts';
import { hash } from '../hash.ts';
import { XName, XNamespace } from './tree/name.ts';

type Text = string | null;
type Name = XName | null;

export const XName_ = dotnetType('sealed class System.Xml.Linq.XName : IEquatable<XName>', 'A name with its namespace.', {
  get: member('static XName Get(string expandedName)', (text: Text) => XName.parse(text), 'The name of `local` or `{namespace}local`.'),
  getIn: member(
    'static XName Get(string localName, string namespaceName)',
    (local: Text, uri: Text) => new XNamespace(uri ?? argumentNull('namespaceName')).name(local),
    'The local name in a namespace.',
  ),
  fromText: member(
    'static implicit operator XName(string expandedName)',
    (text: Text): Name => (text === null ? null : XName.parse(text)),
    'The name of `local` or `{namespace}local`.',
  ),
  localName: member('string LocalName { get; }', (name: XName) => name.local, 'The name without its namespace.'),
  namespace: member('XNamespace Namespace { get; }', (name: XName) => new XNamespace(name.uri), 'The namespace.'),
  namespaceName: member('string NamespaceName { get; }', (name: XName) => name.uri, 'The URI of the namespace, or the empty text.'),
  equal: member('static bool operator ==(XName left, XName right)', (a: Name, b: Name) => equals(a, b), 'Whether two names are the same.'),
  notEqual: member('static bool operator !=(XName left, XName right)', (a: Name, b: Name) => !equals(a, b), 'Whether two names differ.'),
  equals: member('bool Equals(object obj)', (name: XName, other: unknown) => equals(name, other), 'Whether a value is the same name.'),
  getHashCode: member('int GetHashCode()', (name: XName) => hash(name), 'A number that equal names share.'),
  toString: member('string ToString()', (name: XName) => name.toString(), 'The name as `local` or `{namespace}local`.'),
});
