import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argumentNull } from '../failures.ts';
import { hash } from '../hash.ts';
import { XNamespace } from './tree/name.ts';

type Text = string | null;
type Space = XNamespace | null;

export const XNamespace_ = dotnetType('sealed class System.Xml.Linq.XNamespace', 'A namespace.', {
  none: constant('static readonly XNamespace None', XNamespace.none, 'No namespace.'),
  xml: constant('static readonly XNamespace Xml', XNamespace.xml, 'The namespace of the prefix xml.'),
  xmlns: constant('static readonly XNamespace Xmlns', XNamespace.xmlns, 'The namespace of the prefix xmlns.'),
  get: member(
    'static XNamespace Get(string namespaceName)',
    (uri: Text) => new XNamespace(uri ?? argumentNull('namespaceName')),
    'The namespace of a URI.',
  ),
  fromText: member(
    'static implicit operator XNamespace(string namespaceName)',
    (uri: Text): Space => (uri === null ? null : new XNamespace(uri)),
    'The namespace of a URI.',
  ),
  addition: member(
    'static XName operator +(XNamespace ns, string localName)',
    (space: Space, local: Text) => (space ?? argumentNull('ns')).name(local),
    'A local name in the namespace.',
  ),
  namespaceName: member('string NamespaceName { get; }', (space: XNamespace) => space.uri, 'The URI.'),
  getName: member(
    'XName GetName(string localName)',
    (space: XNamespace, local: Text) => space.name(local),
    'A local name in the namespace.',
  ),
  equal: member(
    'static bool operator ==(XNamespace left, XNamespace right)',
    (a: Space, b: Space) => equals(a, b),
    'Whether two namespaces are the same.',
  ),
  notEqual: member(
    'static bool operator !=(XNamespace left, XNamespace right)',
    (a: Space, b: Space) => !equals(a, b),
    'Whether two namespaces differ.',
  ),
  equals: member(
    'bool Equals(object obj)',
    (space: XNamespace, other: unknown) => equals(space, other),
    'Whether a value is the same namespace.',
  ),
  getHashCode: member('int GetHashCode()', (space: XNamespace) => hash(space), 'A number that equal namespaces share.'),
  toString: member('string ToString()', (space: XNamespace) => space.toString(), 'The URI.'),
});
