import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueText } from '../../../../scripts/generate-catalogue.mjs';
import { importedNamespaces, Library } from '../../../../src/compiler/2-check/types/library.ts';
import { typeText } from '../../../../src/compiler/2-check/types/type-text.ts';
import { catalogue } from '../../../../src/runtime/dotnet/catalogue.ts';

describe('the C# library', () => {
  it('is listed in a current catalogue', () => {
    const file = new URL('../../../../src/runtime/dotnet/catalogue.ts', import.meta.url);
    expect(readFileSync(file, 'utf8'), 'run node scripts/generate-catalogue.mjs').toBe(catalogueText());
  });

  it('has only signatures that can be read and types that are known', () => {
    const library = new Library(catalogue);
    for (const definition of library.definitions) {
      void definition.bases;
      void definition.members;
      void definition.invoke;
    }
    expect(library.problems).toEqual([]);
  });

  it('finds types by short and full names', () => {
    const library = new Library(catalogue);
    expect(library.imported('List', 1)?.fullName).toBe('System.Collections.Generic.List`1');
    expect(library.imported('List', 0)).toBeUndefined();
    expect(library.definition('System.String')?.special).toBe('string');
    expect(library.isNamespace('System.Collections')).toBe(true);
    expect(library.isNamespace('System.String')).toBe(false);
    expect(typeText(library.core('System.Nullable`1', [library.special('int')]))).toBe('Nullable<int>');
  });

  it('lets no two imported types of one name and arity hide each other unseen', () => {
    const library = new Library(catalogue);
    const names = new Map<string, string[]>();
    for (const definition of library.definitions)
      if (importedNamespaces.includes(definition.namespace)) {
        const key = `${definition.name}\`${definition.typeParams.length}`;
        names.set(key, [...(names.get(key) ?? []), definition.fullName]);
      }
    const twice = [...names.values()].filter((found) => found.length > 1);
    // Both namespaces of LINQ to trees call their extension methods so; nobody writes the name of such a class.
    expect(twice.filter((found) => !found.every((name) => name.endsWith('.Extensions')))).toEqual([]);
  });
});
