import { nearest } from '../../../../diagnostics/nearest.ts';
import type { Span } from '../../../../diagnostics/span.ts';
import type { Expression, Name } from '../../../1-parse/csharp/ast.ts';
import { type Binding, readLocal, temporary } from '../binding.ts';
import type { Bound, Candidate, MethodGroup } from '../bound.ts';
import { convert, errorValue } from '../convert.ts';
import { knownMember } from '../known-members.ts';
import { named } from '../library.ts';
import type { Constant, Field, Property } from '../member.ts';
import { type Found, lookUp, memberNames, memberTypes, methodsNamed } from '../member-lookup.ts';
import {
  isDelegate,
  isObject,
  isOpen,
  isReferenceType,
  isValueType,
  type NamedType,
  nullable,
  substitute,
  substitution,
  type Type,
  unknownType,
} from '../type.ts';
import { reportUnknownType, resolveType, standingOf } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindAny, bindExpression, isBroken } from './expression.ts';
import {
  needsInstance,
  needsType,
  noConditionalAccess,
  noMembers,
  unknownInNamespace,
  unknownMember,
  unknownStatic,
  unsupportedMember,
} from './member-messages.ts';
import { typeName } from './name.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** `target.name` (C# standard §12.8.7). `called`: an argument list follows, so a value that cannot be called is passed over. */
export function bindMember(binding: Binding, node: Node<'member'>, called = false): Bound {
  const target = bindAny(binding, node.target);
  const typeArgs = node.typeArgs?.map((arg) => resolveType(binding, arg));
  if (target.kind === 'namespace') return inNamespace(binding, target.path, node.name, typeArgs ?? [], node.span);
  if (target.kind === 'type-name') return staticMember(binding, target.named, node.name, typeArgs, node.span);
  return memberOf(binding, target, node.name, typeArgs, node.span, called);
}

function inNamespace(binding: Binding, path: string, name: Name, typeArgs: readonly Type[], span: Span): Bound {
  const { library } = binding;
  const full = `${path}.${name.text}`;
  const definition = library.definition(typeArgs.length === 0 ? full : `${full}\`${typeArgs.length}`);
  if (definition !== undefined) return typeName(named(definition, typeArgs), span);
  if (library.isNamespace(full)) return { kind: 'namespace', span, type: { kind: 'none', what: 'namespace' }, path: full };
  const parts = full.split('.');
  if (standingOf(parts) !== undefined || library.named(name.text).some((other) => other.namespace === path))
    reportUnknownType(binding, parts, typeArgs.length, name.span);
  else if (knownNamespaces.has(full)) return { kind: 'namespace', span, type: { kind: 'none', what: 'namespace' }, path: full };
  else binding.sink.report(unknownInNamespace, name.span, { name: name.text, namespace: path }, { cs: 'CS0234' });
  return errorValue(span);
}

/** Namespaces that hold nothing for expressions but may stand before a refused type. */
const knownNamespaces: ReadonlySet<string> = new Set([
  'System.Collections.Concurrent',
  'System.Diagnostics',
  'System.IO',
  'System.Net.Http',
  'System.Net.Sockets',
  'System.Reflection',
  'System.Reflection.Emit',
  'System.Runtime',
  'System.Runtime.InteropServices',
  'System.Threading',
  'System.Threading.Tasks',
]);

const methodGroup = (
  name: Name,
  methods: readonly Candidate[],
  receiver: Bound | undefined,
  on: Type,
  typeArgs: readonly Type[] | undefined,
  span: Span,
): MethodGroup => ({
  kind: 'method-group',
  span,
  type: { kind: 'none', what: 'method-group' },
  name: name.text,
  nameSpan: name.span,
  methods,
  receiver,
  on,
  typeArgs,
});

function staticMember(binding: Binding, type: Type, name: Name, typeArgs: readonly Type[] | undefined, span: Span): Bound {
  const { library, sink } = binding;
  if (isOpen(type)) return errorValue(span);
  const found = lookUp(library, type, name.text);
  if (found?.kind === 'methods') return methodGroup(name, found.methods, undefined, type, typeArgs, span);
  if (found?.kind === 'value') {
    const { member, owner } = found;
    if (member.kind === 'constant') return constantOf(member, span);
    if (member.isStatic) return valueMember(binding, member, undefined, owner, span);
    sink.report(needsInstance, name.span, { type: typeText(type), name: name.text }, { cs: 'CS0120' });
    return errorValue(span);
  }
  if (type.kind === 'named') {
    const nested = library.definition(`${type.definition.fullName}.${name.text}`);
    if (nested !== undefined) return typeName(named(nested, typeArgs ?? []), span);
  }
  reportUnknownMember(binding, type, name, 'static');
  return errorValue(span);
}

/** Says that a type has no such member; one that .NET has is only not supported. */
export function reportUnknownMember(binding: Binding, type: Type, name: Name, how: 'static' | 'instance'): void {
  const { library, sink } = binding;
  if (memberTypes(library, type).some((owner) => knownMember(owner.definition.fullName, name.text))) {
    sink.report(unsupportedMember, name.span, { type: typeText(type), name: name.text });
    return;
  }
  const near = nearest(name.text, memberNames(library, type));
  const help = near === undefined ? {} : { help: `did you mean \`${near}\`?` };
  const params = { type: typeText(type), name: name.text };
  if (how === 'static') sink.report(unknownStatic, name.span, params, { cs: 'CS0117', ...help });
  else sink.report(unknownMember, name.span, params, { cs: 'CS1061', ...help });
}

/** A member of a value: what the language gives to tuples and nullables, members of its type, extension methods. */
export function memberOf(
  binding: Binding,
  receiver: Bound,
  name: Name,
  typeArgs: readonly Type[] | undefined,
  span: Span,
  called = false,
): Bound {
  const { library, sink } = binding;
  const { type } = receiver;
  if (isBroken(receiver)) return errorValue(span);
  if (type.kind === 'unknown') return { kind: 'error', span, type: unknownType };
  if (type.kind === 'none' || type.kind === 'void') {
    sink.report(noMembers, name.span, { type: typeText(type) }, { cs: type.kind === 'void' || type.what === 'null' ? 'CS0023' : 'CS0119' });
    return errorValue(span);
  }
  const special = languageMember(binding, receiver, name.text, span);
  if (special !== undefined) return special;
  const found = lookUp(library, type, name.text);
  const bound = type.kind === 'parameter' ? boundOf(found) : undefined;
  // What a constraint promises is found on the value in its box.
  if (bound !== undefined) return memberOf(binding, convert(binding, receiver, bound), name, typeArgs, span, called);
  if (found?.kind === 'value') {
    const { member, owner } = found;
    if (called && !isDelegate(member.type)) {
      const methods = methodsNamed(library, type, name.text);
      const group = methods.length > 0 ? methods : extensionsNamed(binding, name.text);
      if (group.length > 0) return methodGroup(name, group, receiver, type, typeArgs, span);
    }
    if (member.kind === 'constant' || member.isStatic) {
      sink.report(needsType, name.span, { type: typeText(owner), name: name.text }, { cs: 'CS0176' });
      return errorValue(span);
    }
    return valueMember(binding, member, receiver, owner, span);
  }
  const extensions = extensionsNamed(binding, name.text);
  // Static methods are no candidates on a value, so that an extension method of their name can be meant (C# 7.3).
  const isMeant = found?.kind === 'methods' && (extensions.length === 0 || found.methods.some(({ method }) => !method.isStatic));
  if (isMeant) return methodGroup(name, found.methods, receiver, type, typeArgs, span);
  if (extensions.length > 0) return methodGroup(name, extensions, receiver, type, typeArgs, span);
  reportUnknownMember(binding, type, name, 'instance');
  return errorValue(span);
}

/** The constraint that a member of a type parameter comes from; none for the members of object. */
function boundOf(found: Found | undefined): Type | undefined {
  const owner = found?.kind === 'methods' ? found.methods[0]?.owner : found?.owner;
  return owner === undefined || isObject(owner) ? undefined : owner;
}

export const extensionsNamed = (binding: Binding, name: string): Candidate[] =>
  binding.library.extensions(name).map((method) => ({ method, owner: method.owner.type }));

/** Members that belong to the language rather than to a row. */
function languageMember(binding: Binding, receiver: Bound, name: string, span: Span): Bound | undefined {
  const { library } = binding;
  const { type } = receiver;
  switch (type.kind) {
    case 'tuple': {
      const position = /^Item([1-9]\d*)$/.exec(name);
      const index = type.elements.findIndex((element, i) => element.name === name || Number(position?.[1]) === i + 1);
      const element = type.elements[index];
      return element === undefined ? undefined : { kind: 'tuple-item', span, type: element.type, tuple: receiver, index };
    }
    case 'anonymous': {
      const index = type.members.findIndex((member) => member.name === name);
      const member = type.members[index];
      return member === undefined ? undefined : { kind: 'anonymous-member', span, type: member.type, target: receiver, index };
    }
    case 'nullable':
      if (name === 'HasValue') return { kind: 'nullable-member', span, type: library.special('bool'), target: receiver, member: name };
      return name === 'Value' ? { kind: 'nullable-member', span, type: type.of, target: receiver, member: name } : undefined;
    case 'named':
      // A delegate's Invoke is the delegate, called.
      return name === 'Invoke' && isDelegate(type) ? { ...receiver, span } : undefined;
    case 'array':
      return name === 'Length' ? { kind: 'array-length', span, type: library.special('int'), array: receiver } : undefined;
    default:
      return undefined;
  }
}

export const constantOf = (member: Constant, span: Span): Bound => ({
  kind: 'literal',
  span,
  type: member.type,
  constant: { value: member.value },
});

function valueMember(binding: Binding, member: Property | Field, receiver: Bound | undefined, owner: NamedType, span: Span): Bound {
  const type = substitute(member.type, substitution(owner.definition.typeParams, owner.args));
  if (type.kind === 'error') {
    // Its type has no surface yet, so there is nothing that could be done with it.
    binding.sink.report(unsupportedMember, span, { type: typeText(owner), name: member.name });
    return errorValue(span);
  }
  return member.kind === 'property'
    ? { kind: 'property', span, type, member, receiver, owner }
    : { kind: 'field', span, type, member, receiver, owner };
}

/** `target?.rest`: null, or the rest applied to what is there (C# standard §12.8.8). */
export function bindConditionalAccess(binding: Binding, node: Node<'conditional-access'>): Bound {
  const target = bindExpression(binding, node.target);
  if (isBroken(target)) {
    bindExpression({ ...binding, conditional: temporary({ kind: 'error' }, node.span) }, node.rest);
    return errorValue(node.span);
  }
  const { type } = target;
  const mayBeNull = isOpen(type) || isReferenceType(type) || type.kind === 'nullable' || type.kind === 'parameter';
  if (!mayBeNull) {
    binding.sink.report(noConditionalAccess, node.target.span, { type: typeText(type) }, { cs: 'CS0023' });
    return errorValue(node.span);
  }
  const value = temporary(type.kind === 'nullable' ? type.of : type, node.target.span);
  const rest = bindExpression({ ...binding, conditional: value }, node.rest);
  if (isBroken(rest)) return errorValue(node.span);
  const result = isValueType(rest.type) ? nullable(rest.type) : rest.type;
  return { kind: 'conditional-access', span: node.span, type: result, target, value, rest };
}

export const bindConditionalReceiver = (binding: Binding, node: Node<'conditional-receiver'>): Bound =>
  binding.conditional === undefined ? errorValue(node.span) : readLocal(binding.conditional, node.span);
