import { invokeOf } from '../../2-check/types/definition.ts';
import { type Special, specialOf, type Type } from '../../2-check/types/type.ts';
import type { Output } from './output.ts';

const primitive: Readonly<Partial<Record<Special, string>>> = {
  object: 'unknown',
  string: 'string',
  bool: 'boolean',
  long: 'bigint',
  ulong: 'bigint',
};

/** How TypeScript names the JavaScript values of a C# type. References may hold null, which is left to `!` where it matters. */
export function tsType(output: Output, type: Type): string {
  switch (type.kind) {
    case 'named': {
      const special = specialOf(type);
      if (special === 'decimal') return output.importType('dotnet/values/decimal', 'Decimal');
      if (special !== undefined) return primitive[special] ?? 'number';
      return named(output, type);
    }
    case 'array':
      if (type.rank > 1) return `${output.importType('dotnet/support/grid', 'Grid')}<${tsType(output, type.element)}>`;
      if (specialOf(type.element) === 'byte') return 'Uint8Array';
      return `${wrapped(tsType(output, type.element))}[]`;
    case 'nullable':
      return `${tsType(output, type.of)} | null`;
    case 'tuple':
      return output.importType('dotnet/values/tuple', 'Tuple');
    case 'anonymous':
      return output.importType('dotnet/values/anonymous', 'Anonymous');
    case 'parameter':
      return 'unknown';
    case 'void':
      return 'void';
    default:
      return 'unknown';
  }
}

const wrapped = (text: string): string => (/^[\w.<>[\]]+$/.test(text) ? text : `(${text})`);

function named(output: Output, type: Type & { readonly kind: 'named' }): string {
  const { definition } = type;
  if (definition.form === 'enum') return 'number';
  if (definition.form === 'delegate') {
    const invoke = invokeOf(type);
    if (invoke === undefined) return 'unknown';
    const params = invoke.params.map((param, i) => `a${i}: ${tsType(output, param.type)}`).join(', ');
    return `(${params}) => ${tsType(output, invoke.returns)}`;
  }
  const args = type.args.map((arg) => tsType(output, arg));
  const interfaceName = interfaces[definition.fullName];
  if (interfaceName !== undefined) {
    const [module, name] = interfaceName;
    return `${module === '' ? name : output.importType(module, name)}${args.length === 0 ? '' : `<${args.join(', ')}>`}`;
  }
  if (comparers.has(definition.fullName)) return output.importType('dotnet/collections/equality', 'Comparer');
  if (definition.name.endsWith('Exception')) return output.importType('dotnet/values', 'NetException');
  const values = definition.surface?.type;
  if (values === undefined) {
    // A class without values of its own has those of its base.
    const base = definition.bases.find(
      (each) => each.kind === 'named' && each.definition.form === 'class' && specialOf(each) === undefined,
    );
    return base === undefined ? 'any' : tsType(output, base);
  }
  const name = output.importType(values.module, values.name, values.local);
  return values.arity === 0 || values.arity !== args.length ? name : `${name}<${args.join(', ')}>`;
}

/** Orders and ideas of equality, whichever type they are for. */
const comparers: ReadonlySet<string> = new Set(
  ['IComparer`1', 'IEqualityComparer`1', 'Comparer`1', 'EqualityComparer`1'].map((name) => `System.Collections.Generic.${name}`),
);

/** Interfaces, whose values are of several classes, and classes that stand in a module of another name. */
const interfaces: Readonly<Record<string, readonly [module: string, name: string]>> = {
  'System.Collections.IEnumerable': ['', 'Iterable<unknown>'],
  'System.Collections.Generic.IEnumerable`1': ['', 'Iterable'],
  'System.Collections.Generic.ICollection`1': ['dotnet/collections/interfaces', 'AnyCollection'],
  'System.Collections.Generic.IReadOnlyCollection`1': ['dotnet/collections/interfaces', 'AnyCollection'],
  'System.Collections.Generic.IList`1': ['dotnet/collections/interfaces', 'AnyList'],
  'System.Collections.Generic.IReadOnlyList`1': ['dotnet/collections/interfaces', 'AnyList'],
  'System.Collections.Generic.IDictionary`2': ['dotnet/collections/interfaces', 'AnyDictionary'],
  'System.Collections.Generic.IReadOnlyDictionary`2': ['dotnet/collections/interfaces', 'AnyDictionary'],
  'System.Linq.IOrderedEnumerable`1': ['dotnet/linq/order', 'Ordered'],
  'System.Linq.IGrouping`2': ['dotnet/linq/lookup', 'Grouping'],
  'System.Linq.ILookup`2': ['dotnet/linq/lookup', 'Lookup'],
  'System.Security.Cryptography.X509Certificates.X509Certificate': ['dotnet/security/x509/certificate', 'X509Certificate2'],
  'System.Security.Cryptography.X509Certificates.X509Certificate2': ['dotnet/security/x509/certificate', 'X509Certificate2'],
  'Fedpass.IRequest': ['context/message', 'Request'],
  'Fedpass.IResponse': ['context/message', 'Response'],
  'Fedpass.IContextApi': ['context/facts', 'ApiFacts'],
  'Fedpass.IOperation': ['context/facts', 'OperationFacts'],
  'Fedpass.IDeployment': ['context/facts', 'DeploymentFacts'],
  'Fedpass.IGroup': ['context/facts', 'GroupFacts'],
  'Fedpass.IUser': ['context/facts', 'UserFacts'],
  'Fedpass.IProduct': ['context/facts', 'ProductFacts'],
  'Fedpass.ISubscription': ['context/facts', 'SubscriptionFacts'],
  'Fedpass.ILastError': ['context/facts', 'LastError'],
  'Fedpass.IMessageBody': ['context/body', 'Body'],
  'Fedpass.IUrl': ['context/url', 'Url'],
};
