import type { Definition } from '../../2-check/types/definition.ts';
import { specialOf, type Type } from '../../2-check/types/type.ts';

/**
 * Members of .NET and of the context that never give null, so that handlers need not ask. Only what is certain stands here: a member
 * that is missing costs a look, one that is wrong would hide .NET's own exception.
 */
const names: Readonly<Record<string, string>> = {
  'Fedpass.IContext': 'Variables Request Deployment',
  'Fedpass.IRequest': 'Headers Url OriginalUrl MatchedParameters Method',
  'Fedpass.IResponse': 'Headers',
  'Fedpass.IUrl': 'Query ToString',
  'Fedpass.Jwt': 'Claims',
  'System.Object': 'GetType',
  'System.Enum': 'ToString',
  'System.BitConverter': 'GetBytes ToString',
  'System.Convert': 'ToBase64String FromBase64String',
  'System.Uri': 'EscapeDataString EscapeUriString',
  'System.Text.Encoding': 'UTF8 ASCII Unicode GetBytes GetString',
  'System.Text.StringBuilder': 'Append AppendFormat AppendJoin AppendLine Clear Insert Remove Replace ToString',
  'System.Text.RegularExpressions.Regex': 'Match Matches Replace Split Escape',
  'System.Text.RegularExpressions.Match': 'Groups NextMatch',
  'System.Text.RegularExpressions.Group': 'Captures',
  'System.Text.RegularExpressions.Capture': 'Value',
  'System.Security.Cryptography.HashAlgorithm': 'ComputeHash',
  'System.Collections.Generic.Dictionary`2': 'Keys Values',
  'System.Collections.Generic.IReadOnlyDictionary`2': 'Keys Values',
  'Newtonsoft.Json.Linq.JToken': 'Children DeepClone Parse ToString',
  'Newtonsoft.Json.Linq.JObject': 'Parse FromObject Properties',
  'Newtonsoft.Json.Linq.JArray': 'Parse FromObject',
  'System.Xml.Linq.XElement': 'Parse Name Attributes',
  'System.Xml.Linq.XDocument': 'Parse',
  'System.Xml.Linq.XContainer': 'Elements Descendants Nodes',
  'System.Xml.Linq.XName': 'LocalName',
};

const table: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(names).map(([type, members]) => [type, new Set(members.split(' '))]),
);

/** Whether a member of that declared result never gives null. `declared` is the type as the signature has it. */
export function isNeverNull(owner: Definition, name: string, declared: Type): boolean {
  if (table.get(owner.fullName)?.has(name) === true) return true;
  switch (owner.fullName) {
    case 'System.String':
      return declared.kind === 'array' || specialOf(declared) === 'string';
    case 'System.Linq.Enumerable':
      // Sequences and collections; an item may be null.
      return declared.kind !== 'parameter' && declared.kind !== 'nullable' && name !== 'AsEnumerable';
    default:
      // The text of a value type.
      return (owner.form === 'struct' || owner.form === 'enum') && name === 'ToString';
  }
}
