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
  if (definition.fullName === 'System.Collections.Generic.IEnumerable`1') return `Iterable<${args[0] ?? 'unknown'}>`;
  if (definition.namespace === 'System' && definition.name.endsWith('Exception')) return output.importType('dotnet/values', 'NetException');
  return 'any';
}
