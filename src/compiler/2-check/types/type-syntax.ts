import { nearest } from '../../../diagnostics/nearest.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { NamedType as NamedSyntax, TypeSyntax } from '../../1-parse/csharp/ast.ts';
import { allowedTypes, refusedTypes } from './allowed-types.ts';
import type { Binding } from './binding.ts';
import type { Definition } from './definition.ts';
import { importedNamespaces, type Library, named } from './library.ts';
import { arrayOf, errorType, isReferenceType, isValueType, type Special, type Type, voidType } from './type.ts';
import {
  notNullable,
  refusedType,
  typeArguments,
  typeIsStatic,
  unknownType,
  unsupportedDynamic,
  unsupportedType,
  varPlace,
} from './type-messages.ts';
import { typeText } from './type-text.ts';

/** What the syntax of a type means. Unknown names are reported and give an error type. */
export function resolveType(binding: Binding, syntax: TypeSyntax): Type {
  const { library, sink } = binding;
  switch (syntax.kind) {
    case 'predefined-type':
      if (syntax.keyword === 'void') return voidType;
      if (syntax.keyword === 'dynamic') {
        sink.report(unsupportedDynamic, syntax.span, {});
        return errorType;
      }
      return library.special(syntax.keyword as Special);
    case 'var-type':
      sink.report(varPlace, syntax.span, {}, { cs: 'CS0825' });
      return errorType;
    case 'array-type':
      return arrayOf(resolveType(binding, syntax.element), syntax.rank);
    case 'nullable-type': {
      const of = resolveType(binding, syntax.inner);
      if (of.kind === 'error') return of;
      if (isReferenceType(of)) {
        sink.report(notNullable, syntax.span, { type: typeText(of) }, { cs: 'CS8370' });
        return of;
      }
      return isValueType(of) ? { kind: 'nullable', of } : of;
    }
    case 'tuple-type':
      return {
        kind: 'tuple',
        elements: syntax.elements.map((element) => ({ type: resolveType(binding, element.type), name: element.name?.text })),
      };
    case 'named-type':
      return resolveNamed(binding, syntax);
  }
}

/** A type that values can have: no static class. */
export function resolveValueType(binding: Binding, syntax: TypeSyntax): Type {
  const type = resolveType(binding, syntax);
  if (type.kind === 'named' && type.definition.form === 'static class') {
    binding.sink.report(typeIsStatic, syntax.span, { type: typeText(type) }, { cs: 'CS0723' });
    return errorType;
  }
  return type;
}

function resolveNamed(binding: Binding, syntax: NamedSyntax): Type {
  const { library } = binding;
  const parts = syntax.parts[0]?.name.text === 'global' && syntax.parts.length > 1 ? syntax.parts.slice(1) : syntax.parts;
  const path = parts.map((part) => part.name.text);
  const args = parts.flatMap((part) => part.args.map((arg) => resolveType(binding, arg)));
  const [only] = path;
  if (path.length === 1 && only !== undefined && args.length === 0) {
    const declared = binding.scope.find(only);
    if (declared?.kind === 'type-parameter') return declared.parameter;
  }
  if (path.includes('')) {
    // The parser has said what is missing here.
    binding.sink.fail();
    return errorType;
  }
  const definition = findDefinition(library, path, args.length);
  if (definition !== undefined) return named(definition, args);
  reportUnknownType(binding, path, args.length, parts.at(-1)?.name.span ?? syntax.span);
  return errorType;
}

/** A type by the path an expression may write: its short name, its full name, or a nested type behind its outer one. */
export function findDefinition(library: Library, path: readonly string[], arity: number): Definition | undefined {
  const text = path.join('.');
  const suffix = arity === 0 ? '' : `\`${arity}`;
  if (path.length === 1) return library.imported(text, arity);
  const whole = library.definition(text + suffix);
  if (whole !== undefined) return whole;
  for (const namespace of importedNamespaces) {
    const nested = library.definition(`${namespace}.${text}${suffix}`);
    // Namespaces are not opened half-way: only a type may stand before the dot.
    if (nested !== undefined && library.definition(nested.namespace) !== undefined) return nested;
  }
  return undefined;
}

/** Says what is wrong with a type's name: refused, not supported yet, the wrong number of arguments, or unknown. */
export function reportUnknownType(binding: Binding, path: readonly string[], arity: number, span: Span, asValue = false): void {
  const { library, sink } = binding;
  const name = path.join('.');
  const others = library
    .named(path.at(-1) ?? '')
    .filter(({ namespace }) => (path.length === 1 ? importedNamespaces.includes(namespace) : namespace === path.slice(0, -1).join('.')));
  const [other] = others;
  if (other !== undefined && other.typeParams.length !== arity) {
    const cs = other.typeParams.length === 0 ? 'CS0308' : 'CS0305';
    sink.report(typeArguments, span, { type: typeText(other.type), wanted: other.typeParams.length, found: arity }, { cs });
    return;
  }
  const standing = standingOf(path);
  if (standing !== undefined) {
    // A namespace that is not imported hides its types: to C# the short name alone is unknown.
    const isHidden = path.length === 1 && standing.type !== `System.${name}`;
    const cs = isHidden ? (asValue ? 'CS0103' : 'CS0246') : 'DISALLOWED_TYPE';
    if (standing.kind === 'refused') sink.report(refusedType, span, { type: standing.type }, { cs });
    else sink.report(unsupportedType, span, { type: standing.type });
    return;
  }
  const near = nearest(path.at(-1) ?? '', library.typeNames());
  sink.report(unknownType, span, { name }, { cs: 'CS0246', ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }) });
}

/** What is known of a type without a surface: admitted by API Management but not supported here, or refused. */
export function standingOf(path: readonly string[]): { readonly kind: 'refused' | 'unsupported'; readonly type: string } | undefined {
  const text = path.join('.');
  const candidates = path.length === 1 ? importedNamespaces.map((namespace) => `${namespace}.${text}`) : [text];
  for (const type of candidates) if (allowedTypes.has(type)) return { kind: 'unsupported', type };
  for (const type of candidates) if (refusedTypes.has(type)) return { kind: 'refused', type };
  return undefined;
}
