import { expect, test } from 'vitest';
import type { Row, TypeSurface } from '../../../src/runtime/dotnet/define.ts';
import { allSurfaces } from './surfaces.ts';

const surfaces = await allSurfaces();

/** Cuts a parameter list at the commas that stand outside of brackets. */
function parameters(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    const c = list[i] ?? ',';
    if ('<[('.includes(c)) depth++;
    else if ('>])'.includes(c)) depth--;
    else if (c === ',' && depth === 0) {
      const text = list.slice(start, i).trim();
      if (text !== '') found.push(text);
      start = i + 1;
    }
  }
  return found;
}

const typeParameters = (text: string): number => {
  const found = /<([^>]*)>/.exec(text);
  return found === null ? 0 : (found[1] ?? '').split(',').length;
};

/** How many arguments the function of a row takes, read off its signature. */
function arity(row: Row, type: TypeSurface): number {
  const { signature } = row;
  const shortName = /^.*?([\w.]+)(<[^>]*>)?( : .*)?$/.exec(type.declaration)?.[1]?.split('.').at(-1) ?? '';
  const own = typeParameters(type.declaration.split(' : ')[0] ?? '');
  const isStatic = signature.startsWith('static ');
  const isConstructor = signature.startsWith(`${shortName}(`);
  const receiver = isStatic || isConstructor ? 0 : 1;
  let count = receiver + (row.host ? 1 : 0);
  const accessor = /\{ (get|set); \}$/.exec(signature)?.[1];
  const indexer = /this\[(.*)\]/.exec(signature);
  if (accessor !== undefined) {
    if (row.typeArgs) count += own;
    return count + (indexer === null ? 0 : parameters(indexer[1] ?? '').length) + (accessor === 'set' ? 1 : 0);
  }
  // The return type may be a tuple, whose parenthesis stands alone.
  const open = signature.includes('operator') ? signature.indexOf('(') : signature.search(/(?<=[\w>])\(/);
  const head = signature.slice(0, open);
  const method = typeParameters(/\w+(<[^>]*>)$/.exec(head)?.[1] ?? '');
  if (row.typeArgs) count += own + method;
  return count + parameters(signature.slice(open + 1, signature.lastIndexOf(')')).replace(/\) where.*/, '')).length;
}

const rows = [...surfaces].flatMap(([name, type]) => Object.entries(type.rows).map(([key, row]) => ({ name, key, row, type })));

test('the library declares types', () => {
  expect(surfaces.size).toBeGreaterThan(30);
});

test('every declaration starts with its kind and a full name', () => {
  const odd = [...surfaces].filter(
    ([, type]) =>
      !/^(\[Flags\] )?((sealed|static|abstract) )?(class|struct|interface|enum|delegate \w+) [A-Z][\w.]*/.test(type.declaration),
  );
  expect(odd.map(([name]) => name)).toEqual([]);
});

test('every row is documented in one sentence', () => {
  const odd = rows.filter(({ row }) => !/^[A-Z0-9"].*[.]$/.test(row.doc)).map(({ name, key }) => `${name}.${key}`);
  expect(odd).toEqual([]);
});

test('every function takes the arguments of its signature', () => {
  const odd = rows
    .filter(({ row }) => row.form === 'function' && typeof row.run === 'function')
    .map(({ name, key, row, type }) => ({
      at: `${name}.${key}: ${row.signature}`,
      has: (row.run as () => void).length,
      wants: arity(row, type),
    }))
    .filter(({ has, wants }) => has !== wants);
  expect(odd).toEqual([]);
});

test('no two rows of a type have one signature', () => {
  const seen = new Map<string, string[]>();
  for (const { name, key, row } of rows) {
    const at = `${name} ${row.signature}`;
    seen.set(at, [...(seen.get(at) ?? []), key]);
  }
  expect([...seen].filter(([, keys]) => keys.length > 1)).toEqual([]);
});
