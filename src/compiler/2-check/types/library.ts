import type { CatalogueEntry } from '../../../runtime/dotnet/catalogue.ts';
import { surface, type TypeSurface } from '../../../runtime/dotnet/define.ts';
import { coreDeclarations, keywordTypes } from './core-declarations.ts';
import { Definition, type DefinitionParts, type Invoke, type SurfaceRef } from './definition.ts';
import { readMembers } from './library-members.ts';
import type { Members, Method } from './member.ts';
import { type Declaration, type ParameterText, parseDeclaration, type TypeText } from './signature.ts';
import { arrayOf, errorType, type NamedType, type Special, sameType, type Type, type TypeParameter, voidType } from './type.ts';

/** Namespaces whose types an expression may name without them; the order settles which of two equal names is meant. */
export const importedNamespaces: readonly string[] = [
  'System',
  'System.Collections.Generic',
  'System.Linq',
  'System.Text',
  'System.Text.RegularExpressions',
  'System.Globalization',
  'System.IO',
  'System.Net',
  'System.Security.Cryptography',
  'System.Security.Cryptography.X509Certificates',
  'System.Xml',
  'System.Xml.Linq',
  'Newtonsoft.Json',
  'Newtonsoft.Json.Linq',
  'Newtonsoft.Json.Serialization',
  'Newtonsoft.Json.Converters',
  'Fedpass',
];

/** Names for imports, the same for all handlers: two modules that export one name get two. */
class LocalNames {
  readonly #byName = new Map<string, string[]>();

  take(module: string, name: string): string {
    const modules = this.#byName.get(name) ?? [];
    if (!modules.includes(module)) modules.push(module);
    this.#byName.set(name, modules);
    const place = modules.indexOf(module);
    return place === 0 ? name : `${name}${place + 1}`;
  }
}

/** All types that expressions may use, by name. Signatures are parsed on first use of a type and kept. */
export class Library {
  readonly #byFullName = new Map<string, Definition>();
  readonly #byName = new Map<string, Definition[]>();
  readonly #namespaces = new Set<string>();
  readonly #rows = new Map<Definition, TypeSurface>();
  readonly #problems: string[] = [];
  /** What the language says a type derives from, where a surface took its place. */
  readonly #coreBases = new Map<Definition, readonly TypeText[]>();
  #extensions: ReadonlyMap<string, readonly Method[]> | undefined;

  constructor(catalogue: readonly CatalogueEntry[]) {
    const locals = new LocalNames();
    for (const entry of catalogue) {
      const { declaration } = entry.surface[surface];
      const { module, type } = entry;
      const ref: SurfaceRef = {
        module,
        surface: entry.export,
        local: locals.take(module, entry.export),
        type: type === undefined ? undefined : { ...type, local: locals.take(type.module, type.name) },
      };
      try {
        const definition = this.#define(parseDeclaration(declaration), ref);
        if (definition !== undefined) this.#rows.set(definition, entry.surface[surface]);
      } catch (error) {
        this.#problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    for (const text of coreDeclarations()) this.#define(parseDeclaration(text), undefined);
  }

  /** What is wrong with the surfaces themselves, by text; a test wants none. Complete once every definition's members were read. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  get definitions(): Iterable<Definition> {
    return this.#byFullName.values();
  }

  /** A definition by reflection name: ``System.Collections.Generic.List`1``. */
  definition(fullName: string): Definition | undefined {
    return this.#byFullName.get(fullName);
  }

  /** All definitions of a short name, whatever their namespace and number of type parameters. */
  named(name: string): readonly Definition[] {
    return this.#byName.get(name) ?? [];
  }

  /** The definition an expression means by a short name: the first in the order of imports. */
  imported(name: string, arity: number): Definition | undefined {
    const found = this.named(name).filter((definition) => definition.typeParams.length === arity);
    for (const namespace of importedNamespaces) {
      const match = found.find((definition) => definition.namespace === namespace);
      if (match !== undefined) return match;
    }
    return undefined;
  }

  isNamespace(path: string): boolean {
    return this.#namespaces.has(path);
  }

  /** The type of a C# keyword. */
  special(special: Special): Type {
    return this.core(keywordTypes.get(special) ?? '');
  }

  /** A type of the language by reflection name; with its arguments, if it is generic. */
  core(fullName: string, args: readonly Type[] = []): Type {
    const definition = this.#byFullName.get(fullName);
    return definition === undefined ? errorType : constructed(definition, args);
  }

  /** Every short name that an expression may use, for the nearest one. */
  *typeNames(): Iterable<string> {
    for (const definition of this.#byFullName.values()) if (importedNamespaces.includes(definition.namespace)) yield definition.name;
  }

  /** Extension methods of a name, over all static classes. */
  extensions(name: string): readonly Method[] {
    this.#extensions ??= this.#findExtensions();
    return this.#extensions.get(name) ?? [];
  }

  extensionNames(): Iterable<string> {
    this.#extensions ??= this.#findExtensions();
    return this.#extensions.keys();
  }

  /** What a type text of a signature means, given the type parameters in scope. Unknown names are a problem and an error type. */
  resolve(text: TypeText, params: readonly TypeParameter[], where: string): Type {
    switch (text.kind) {
      case 'array':
        return arrayOf(this.resolve(text.element, params, where), text.rank);
      case 'nullable':
        return this.#nullable(this.resolve(text.of, params, where));
      case 'tuple':
        return {
          kind: 'tuple',
          elements: text.elements.map((element) => ({ type: this.resolve(element.type, params, where), name: element.name })),
        };
      case 'name':
        return this.#resolveName(text.parts, params, where);
    }
  }

  /** `T?`: a nullable value type; on a reference type a signature's question mark is only a remark. */
  #nullable(of: Type): Type {
    const isValue =
      of.kind === 'tuple' ||
      (of.kind === 'parameter' && of.constraint === 'struct') ||
      (of.kind === 'named' && (of.definition.form === 'struct' || of.definition.form === 'enum'));
    return isValue ? { kind: 'nullable', of } : of;
  }

  #resolveName(parts: readonly { name: string; args: readonly TypeText[] }[], params: readonly TypeParameter[], where: string): Type {
    const last = parts.at(-1);
    if (last === undefined) return errorType;
    const args = parts.flatMap((part) => part.args.map((arg) => this.resolve(arg, params, where)));
    if (parts.length === 1 && args.length === 0) {
      if (last.name === 'void') return voidType;
      const parameter = params.find((param) => param.name === last.name);
      if (parameter !== undefined) return parameter;
      const keyword = keywordTypes.get(last.name);
      if (keyword !== undefined) return this.core(keyword);
    }
    const path = parts.map((part) => part.name).join('.');
    const definition = this.#byFullName.get(args.length === 0 ? path : `${path}\`${args.length}`) ?? this.#short(path, args.length);
    if (definition === undefined) {
      this.#problems.push(`unknown type \`${path}\` with ${args.length} type arguments in ${where}`);
      return errorType;
    }
    return named(definition, args);
  }

  /** Signatures may use every type's short name, nested types with the enclosing type's name before it. */
  #short(path: string, arity: number): Definition | undefined {
    const name = path.slice(path.lastIndexOf('.') + 1);
    const fits = this.named(name).filter(
      (definition) => definition.typeParams.length === arity && (name === path || `${definition.namespace}.${name}`.endsWith(`.${path}`)),
    );
    return fits.find((definition) => importedNamespaces.includes(definition.namespace)) ?? fits[0];
  }

  #define(declaration: Declaration, ref: SurfaceRef | undefined): Definition | undefined {
    const path = declaration.path.join('.');
    const arity = declaration.typeParams.length;
    const fullName = arity === 0 ? path : `${path}\`${arity}`;
    const known = this.#byFullName.get(fullName);
    if (known !== undefined) {
      if (ref !== undefined) this.#problems.push(`${fullName} is declared twice`);
      else this.#coreBases.set(known, declaration.bases);
      return undefined;
    }
    const definition = new Definition(declaration, specials.get(fullName), ref, this.#parts);
    this.#byFullName.set(fullName, definition);
    const same = this.#byName.get(definition.name);
    if (same === undefined) this.#byName.set(definition.name, [definition]);
    else same.push(definition);
    for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) this.#namespaces.add(path.slice(0, end));
    return definition;
  }

  readonly #parts: DefinitionParts = {
    bases: (definition) => this.#basesOf(definition),
    members: (definition) => this.#membersOf(definition),
    invoke: (definition) => this.#invokeOf(definition),
  };

  #basesOf(definition: Definition): readonly Type[] {
    const { declaration, form, fullName } = definition;
    if (form === 'enum') return [this.core('System.Enum')];
    if (form === 'delegate') return [this.core('System.Delegate')];
    const bases: NamedType[] = [];
    for (const text of [...declaration.bases, ...(this.#coreBases.get(definition) ?? [])]) {
      const base = this.resolve(text, definition.typeParams, declaration.path.join('.'));
      if (base.kind === 'named' && !bases.some((other) => sameType(other, base))) bases.push(base);
    }
    const hasClass = bases.some((base) => base.definition.form === 'class');
    if (form === 'struct') return [this.core('System.ValueType'), ...bases];
    if (form === 'interface' || hasClass || fullName === 'System.Object') return bases;
    return [this.special('object'), ...bases];
  }

  #membersOf(definition: Definition): Members {
    return readMembers(this, definition, this.#rows.get(definition), this.#problems);
  }

  #invokeOf(definition: Definition): Invoke | undefined {
    const { invoke, path } = definition.declaration;
    if (invoke === undefined) return undefined;
    const where = path.join('.');
    const param = (text: ParameterText) => ({
      name: text.name,
      mode: text.mode,
      type: this.resolve(text.type, definition.typeParams, where),
    });
    return { params: invoke.params.map(param), returns: this.resolve(invoke.returns, definition.typeParams, where) };
  }

  #findExtensions(): ReadonlyMap<string, readonly Method[]> {
    const found = new Map<string, Method[]>();
    for (const definition of this.#byFullName.values()) {
      if (definition.form !== 'static class') continue;
      for (const [name, methods] of definition.members.methods) {
        const extensions = methods.filter((method) => method.extension);
        if (extensions.length > 0) found.set(name, [...(found.get(name) ?? []), ...extensions]);
      }
    }
    return found;
  }
}

/** A constructed type; tuples and nullables have their own form. */
export function named(definition: Definition, args: readonly Type[]): Type {
  const [first] = args;
  if (definition.namespace === 'System' && first !== undefined) {
    if (definition.name === 'Nullable' && args.length === 1) return { kind: 'nullable', of: first };
    if (definition.name === 'ValueTuple' && args.length > 1) return { kind: 'tuple', elements: args.map((type) => ({ type })) };
  }
  return constructed(definition, args);
}

/** A definition without type parameters is one type, and always the same object: types are compared very often. */
const constructed = (definition: Definition, args: readonly Type[]): NamedType =>
  args.length === 0 && definition.typeParams.length === 0 ? definition.type : { kind: 'named', definition, args };

const specials: ReadonlyMap<string, Special> = new Map([...keywordTypes].map(([keyword, fullName]) => [fullName, keyword as Special]));
