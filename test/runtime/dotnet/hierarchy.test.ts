import { expect, test } from 'vitest';
import type { TypeSurface } from '../../../src/runtime/dotnet/define.ts';
import { isAssignable } from '../../../src/runtime/dotnet/is-instance.ts';
import { type RuntimeType, runtimeType } from '../../../src/runtime/dotnet/runtime-type.ts';
import { STRING } from '../../../src/runtime/dotnet/types.ts';
import { allSurfaces } from './surfaces.ts';

/** Declarations tell the compiler what a type derives from; the run-time table must say the same. */

const surfaces = await allSurfaces();

interface Head {
  readonly name: string;
  readonly params: readonly string[];
  readonly bases: readonly string[];
}

function headOf({ declaration }: TypeSurface): Head {
  const [own = '', bases = ''] = declaration.replace(/ where .*/, '').split(/ : (.*)/s);
  const [, name = '', params = ''] = /(?:class|struct|interface) ([\w.]+)(?:<([^>]*)>)?/.exec(own) ?? [];
  return {
    name,
    params: params === '' ? [] : params.split(',').map((param) => param.trim().replace(/^(in|out) /, '')),
    bases: bases.split(/,(?![^<]*>)/).map((base) => base.trim()),
  };
}

const heads = [...surfaces.values()].filter((type) => !/enum |static class/.test(type.declaration)).map(headOf);
const fullNames = new Map(heads.map(({ name, params }) => [`${name.split('.').at(-1)}\`${params.length}`, name]));

const keywords: Readonly<Record<string, string>> = {
  bool: 'System.Boolean',
  byte: 'System.Byte',
  sbyte: 'System.SByte',
  short: 'System.Int16',
  ushort: 'System.UInt16',
  int: 'System.Int32',
  uint: 'System.UInt32',
  long: 'System.Int64',
  ulong: 'System.UInt64',
  float: 'System.Single',
  double: 'System.Double',
  decimal: 'System.Decimal',
  char: 'System.Char',
  string: 'System.String',
};

/** Text arguments as types; a type parameter is a string here. */
function typeOf(text: string): RuntimeType | undefined {
  const [, short = '', args = ''] = /^([\w.]+)(?:<(.*)>)?$/.exec(text) ?? [];
  const parts = args === '' ? [] : args.split(/,(?![^<]*>)/).map((arg) => typeOf(arg.trim()) ?? STRING);
  const name = keywords[short] ?? (short.includes('.') ? short : fullNames.get(`${short}\`${parts.length}`));
  return name === undefined ? undefined : runtimeType(parts.length === 0 ? name : `${name}\`${parts.length}`, null, parts);
}

const ignored = /^(IDisposable|IFormatProvider|ValueType|IComparer<|IEqualityComparer<)/;

test('the run-time table knows the bases that declarations name', () => {
  const missing: string[] = [];
  for (const { name, params, bases } of heads) {
    const type = runtimeType(
      params.length === 0 ? name : `${name}\`${params.length}`,
      null,
      params.map(() => STRING),
    );
    for (const base of bases) {
      if (base === '' || ignored.test(base)) continue;
      const wanted = typeOf(params.reduce((text, param) => text.replace(new RegExp(`\\b${param}\\b`, 'g'), 'string'), base));
      if (wanted !== undefined && !isAssignable(type, wanted)) missing.push(`${name} : ${base}`);
    }
  }
  expect(missing).toEqual([]);
});
