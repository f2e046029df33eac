import { nearest } from '../../../../diagnostics/nearest.ts';
import type { Expression } from '../../../1-parse/csharp/ast.ts';
import { type Binding, readLocal } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { errorValue } from '../convert.ts';
import { named } from '../library.ts';
import type { Type } from '../type.ts';
import { reportUnknownType, resolveType, standingOf } from '../type-syntax.ts';
import { unknownName, usedTooEarly } from './expression-messages.ts';

type Identifier = Extract<Expression, { readonly kind: 'identifier' }>;

export const typeName = (type: Type, span: Expression['span']): Bound => ({
  kind: 'type-name',
  span,
  type: { kind: 'none', what: 'type' },
  named: type,
});

/** A simple name: a local, a local function, `context`, a type, or the beginning of a namespace (C# standard §12.8.4). */
export function bindIdentifier(binding: Binding, node: Identifier): Bound {
  const { library, scope } = binding;
  const name = node.name.text;
  const declared = scope.find(name);
  const typeArgs = node.typeArgs?.map((arg) => resolveType(binding, arg));
  if (declared?.kind === 'local') return readLocal(declared.local, node.span);
  if (declared?.kind === 'function')
    return {
      kind: 'local-function-group',
      span: node.span,
      type: { kind: 'none', what: 'method-group' },
      target: declared.target,
      typeArgs,
    };
  if (declared?.kind === 'type-parameter') return typeName(declared.parameter, node.span);
  if (name === 'context') return { kind: 'context', span: node.span, type: binding.contextType };
  const definition = library.imported(name, typeArgs?.length ?? 0);
  if (definition !== undefined) return typeName(named(definition, typeArgs ?? []), node.span);
  if (library.isNamespace(name)) return { kind: 'namespace', span: node.span, type: { kind: 'none', what: 'namespace' }, path: name };
  reportUnknownName(binding, name, typeArgs?.length ?? 0, node.name.span);
  return errorValue(node.span);
}

function reportUnknownName(binding: Binding, name: string, arity: number, span: Expression['span']): void {
  const { library, scope, sink } = binding;
  if (
    standingOf([name]) !== undefined ||
    library.named(name).some((other) => other.typeParams.length !== arity && library.imported(name, other.typeParams.length))
  ) {
    reportUnknownType(binding, [name], arity, span, true);
    return;
  }
  if (scope.isAnnounced(name)) {
    sink.report(usedTooEarly, span, { name }, { cs: 'CS0841' });
    return;
  }
  const near = nearest(name, ['context', ...scope.visible(), ...library.typeNames()]);
  sink.report(unknownName, span, { name }, { cs: 'CS0103', ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }) });
}

/** `string` in `string.Empty`. */
export const bindTypeExpression = (binding: Binding, node: Extract<Expression, { readonly kind: 'type-expression' }>): Bound =>
  typeName(resolveType(binding, node.type), node.span);
