import type { Span } from '../../../../diagnostics/span.ts';
import type { ArrayElement, Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { cast, convert, errorValue } from '../convert.ts';
import { implicitFrom } from '../expression-conversion.ts';
import { bestCommonType } from '../inference.ts';
import { type ArrayType, arrayOf, isOpen } from '../type.ts';
import { resolveType } from '../type-syntax.ts';
import { arrayShape, arraySize, negativeSize, noArrayType, sizeNotConstant } from './creation-messages.ts';
import { bindExpression, isBroken } from './expression.ts';

type Node = Extract<Expression, { readonly kind: 'new-array' }>;

/** `new T[n]`, `new T[] { … }`, `new[] { … }` (C# standard §12.8.17.5). */
export function bindNewArray(binding: Binding, node: Node): Bound {
  const { span } = node;
  const sizes = node.sizes.map((size) => bindSize(binding, bindExpression(binding, size)));
  if (node.type === undefined) return implicitArray(binding, node.elements ?? [], span);
  const type = resolveType(binding, node.type);
  if (type.kind !== 'array' || isOpen(type.element)) {
    for (const element of node.elements ?? []) if (element.kind !== 'nested-elements') bindExpression(binding, element);
    return errorValue(span);
  }
  if (sizes.some(isBroken)) return errorValue(span);
  const negative = sizes.find((size) => Number(size.constant?.value) < 0);
  if (negative !== undefined) {
    binding.sink.report(negativeSize, negative.span, {}, { cs: 'CS0248' });
    return errorValue(span);
  }
  if (node.elements === undefined) return { kind: 'array', span, type, sizes, elements: undefined };
  const made = arrayWithElements(binding, type, node.elements, span);
  const [size] = sizes;
  if (size !== undefined && type.rank === 1) {
    if (size.constant === undefined) binding.sink.report(sizeNotConstant, size.span, {}, { cs: 'CS0150' });
    else if (Number(size.constant.value) !== node.elements.length)
      binding.sink.report(arraySize, span, { found: node.elements.length, wanted: Number(size.constant.value) }, { cs: 'CS0847' });
  }
  return made;
}

function bindSize(binding: Binding, size: Bound): Bound {
  const { library } = binding;
  const int = library.special('int');
  if (implicitFrom(binding, size, int) !== undefined) return convert(binding, size, int);
  const wide = (['uint', 'long', 'ulong'] as const).find((special) => implicitFrom(binding, size, library.special(special)) !== undefined);
  return wide === undefined ? convert(binding, size, int) : cast({ ...binding, overflow: 'checked' }, size, int, size.span);
}

/** Elements in braces for a known array type: of rank 1 a flat list, otherwise lists inside lists, kept row by row. */
export function arrayWithElements(binding: Binding, type: ArrayType, elements: readonly ArrayElement[], span: Span): Bound {
  if (type.rank === 1) {
    const bound = elements.map((element) => {
      if (element.kind !== 'nested-elements') return convert(binding, bindExpression(binding, element), type.element);
      binding.sink.report(arrayShape, element.span, { rank: 1 }, { cs: 'CS0623' });
      return errorValue(element.span);
    });
    return bound.some(isBroken) ? { kind: 'error', span, type } : { kind: 'array', span, type, sizes: [], elements: bound };
  }
  const sizes: number[] = [];
  const flat = flatten(binding, type, elements, 0, sizes);
  if (flat === undefined) {
    binding.sink.report(arrayShape, span, { rank: type.rank }, { cs: 'CS0847' });
    return errorValue(span);
  }
  const int = binding.library.special('int');
  const lengths = sizes.map((size): Bound => ({ kind: 'literal', span, type: int, constant: { value: size } }));
  return flat.some(isBroken) ? { kind: 'error', span, type } : { kind: 'array', span, type, sizes: lengths, elements: flat };
}

function flatten(
  binding: Binding,
  type: ArrayType,
  elements: readonly ArrayElement[],
  depth: number,
  sizes: number[],
): Bound[] | undefined {
  if ((sizes[depth] ?? elements.length) !== elements.length) return undefined;
  sizes[depth] = elements.length;
  const found: Bound[] = [];
  for (const element of elements) {
    const isLeaf = depth === type.rank - 1;
    if (isLeaf !== (element.kind !== 'nested-elements')) return undefined;
    if (element.kind !== 'nested-elements') found.push(convert(binding, bindExpression(binding, element), type.element));
    else {
      const inner = flatten(binding, type, element.elements, depth + 1, sizes);
      if (inner === undefined) return undefined;
      found.push(...inner);
    }
  }
  return found;
}

function implicitArray(binding: Binding, elements: readonly ArrayElement[], span: Span): Bound {
  const bound = elements.map((element) => {
    if (element.kind !== 'nested-elements') return bindExpression(binding, element);
    binding.sink.report(arrayShape, element.span, { rank: 1 }, { cs: 'CS0623' });
    return errorValue(element.span);
  });
  if (bound.some((value) => value.kind === 'error')) return errorValue(span);
  const type = bestCommonType(binding, bound);
  if (type === undefined) {
    binding.sink.report(noArrayType, span, {}, { cs: 'CS0826' });
    return errorValue(span);
  }
  const converted = bound.map((value) => convert(binding, value, type));
  if (converted.some(isBroken)) return { kind: 'error', span, type: arrayOf(type) };
  return { kind: 'array', span, type: arrayOf(type), sizes: [], elements: converted };
}
