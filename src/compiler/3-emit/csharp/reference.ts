import type { Bound } from '../../2-check/types/bound.ts';
import { code, type Js, level, primary, text, typeOnly } from './code.ts';
import { emit } from './expression.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

/** A `ref` or `out` argument: the `Ref` in which the variable lives, or one that reads and writes an element. */
export function emitReference(scope: EmitScope, node: Extract<Bound, { readonly kind: 'reference' }>): Js {
  const { target } = node;
  if (target.kind === 'discard') return { code: [...text('{ value: null'), ...typeOnly('!'), ...text(' }')], level: level.primary };
  if (target.kind === 'local') {
    const js = scope.read(target.local);
    // A shared local is written `name.value`; the Ref is what stands before the dot.
    const [first] = js?.code ?? [];
    if (typeof first !== 'object' || !('text' in first) || !first.text.endsWith('.value'))
      throw new Unsupported('a reference to this variable');
    return { code: text(first.text.slice(0, -'.value'.length)), level: level.primary };
  }
  if (target.kind === 'element' && target.indices.length === 1) {
    const [index] = target.indices;
    if (index === undefined) throw new Unsupported('a reference to this element');
    return primary(
      code`${scope.output.import('dotnet/support/arrays', 'elementRef')}(${emit(scope, target.array)}, ${emit(scope, index)})`,
    );
  }
  throw new Unsupported(`a reference to a ${target.kind}`);
}
