import type { Span } from '../../../../diagnostics/span.ts';
import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound, BoundArgument } from '../bound.ts';
import { cast, convert, errorValue } from '../convert.ts';
import { implicitFrom } from '../expression-conversion.ts';
import type { Method } from '../member.ts';
import { type FoundIndexer, lookUpIndexers } from '../member-lookup.ts';
import { resolveOverload } from '../overloads.ts';
import { type ArrayType, isOpen } from '../type.ts';
import { typeText } from '../type-text.ts';
import { bindArguments, placeArguments } from './arguments.ts';
import { reportBadCall } from './call-failure.ts';
import { bindExpression, isBroken } from './expression.ts';
import { noIndexer, wrongRank } from './member-messages.ts';

/** `target[args]`: an element of an array, or an indexer (C# standard §12.8.12). */
export function bindIndex(binding: Binding, node: Extract<Expression, { readonly kind: 'index' }>): Bound {
  const target = bindExpression(binding, node.target);
  const args = bindArguments(binding, node.args);
  return indexOf(binding, target, args, node.span);
}

export function indexOf(binding: Binding, target: Bound, args: readonly BoundArgument[], span: Span): Bound {
  if (isBroken(target) || args.some((arg) => isBroken(arg.value))) return errorValue(span);
  const { type } = target;
  if (isOpen(type)) return { kind: 'error', span, type };
  if (type.kind === 'array') return elementOf(binding, target, type, args, span);
  const indexers = lookUpIndexers(binding.library, type);
  if (indexers.length === 0) {
    binding.sink.report(noIndexer, span, { type: typeText(type) }, { cs: 'CS0021' });
    return errorValue(span);
  }
  const methods = indexers.map((found) => ({ method: asMethod(found), owner: found.owner, found }));
  const resolution = resolveOverload(binding, methods, args, undefined);
  if (resolution.kind !== 'best') {
    reportBadCall(binding, resolution, { name: 'this[]', nameSpan: span, on: type, group: undefined }, args, span);
    return errorValue(span);
  }
  const { best } = resolution;
  const chosen = methods.find(({ method }) => method === best.candidate.method)?.found;
  if (chosen === undefined) return errorValue(span);
  const placed = placeArguments(binding, best, args, span);
  return { kind: 'indexer', span, type: best.returns, member: chosen.indexer, receiver: target, args: placed, owner: chosen.owner };
}

/** An indexer as overload resolution sees it. */
function asMethod({ indexer }: FoundIndexer): Method {
  const row = indexer.getter ?? indexer.setter ?? noRow;
  const { owner, name, params, type } = indexer;
  return { kind: 'method', owner, name, isStatic: false, extension: false, typeParams: [], params, returns: type, row };
}

const noRow = { module: '', surface: '', local: '', key: '', form: 'function' as const, host: false, typeArgs: false, run: undefined };

function elementOf(binding: Binding, target: Bound, type: ArrayType, args: readonly BoundArgument[], span: Span): Bound {
  if (args.length !== type.rank) {
    binding.sink.report(wrongRank, span, { wanted: type.rank, found: args.length }, { cs: 'CS0022' });
    return errorValue(span);
  }
  const { library } = binding;
  const int = library.special('int');
  const indices = args.map(({ value }) => {
    if (implicitFrom(binding, value, int) !== undefined) return convert(binding, value, int);
    const wide = (['uint', 'long', 'ulong'] as const).find(
      (special) => implicitFrom(binding, value, library.special(special)) !== undefined,
    );
    return wide === undefined ? convert(binding, value, int) : cast({ ...binding, overflow: 'checked' }, value, int, value.span);
  });
  return { kind: 'element', span, type: type.element, array: target, indices };
}
