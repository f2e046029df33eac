import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound, BoundPart } from '../bound.ts';
import { convert } from '../convert.ts';
import { bindExpression, isBroken } from './expression.ts';
import { formatAlignment } from './expression-messages.ts';

/** `$"a {value,alignment:format}"` (C# standard §12.8.3). */
export function bindInterpolated(binding: Binding, node: Extract<Expression, { readonly kind: 'interpolated' }>): Bound {
  const { library } = binding;
  const parts: BoundPart[] = [];
  let failed = false;
  for (const part of node.parts) {
    if (part.kind === 'text') {
      parts.push({ kind: 'text', text: part.value });
      continue;
    }
    let value = bindExpression(binding, part.value);
    // Null and the like become an object, which says what is wrong with a lambda.
    if (value.type.kind === 'none' || value.type.kind === 'void') value = convert(binding, value, library.special('object'));
    const alignment = part.alignment === undefined ? undefined : bindExpression(binding, part.alignment);
    const width = alignment === undefined ? undefined : convert(binding, alignment, library.special('int'));
    if (width !== undefined && width.constant === undefined && !isBroken(width)) {
      binding.sink.report(formatAlignment, width.span, {}, { cs: 'CS0150' });
      failed = true;
    }
    if (isBroken(value) || (width !== undefined && isBroken(width))) failed = true;
    parts.push({
      kind: 'hole',
      value,
      alignment: width?.constant === undefined ? undefined : Number(width.constant.value),
      format: part.format,
    });
  }
  const type = library.special('string');
  if (failed) return { kind: 'error', span: node.span, type };
  if (parts.every((part) => part.kind === 'text'))
    return {
      kind: 'literal',
      span: node.span,
      type,
      constant: { value: parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') },
    };
  return { kind: 'interpolated', span: node.span, type, parts };
}
