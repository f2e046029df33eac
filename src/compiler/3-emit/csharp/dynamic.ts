import type { Bound } from '../../2-check/types/bound.ts';
import { quote } from '../document/quote.ts';
import { code, type Js, list, primary } from './code.ts';
import { emit } from './expression.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

type Dynamic = Extract<Bound, { readonly kind: `dynamic-${string}` }>;

/** What C# decides at run time: members, indexers, calls and operators of a `dynamic`. */
export function emitDynamic(scope: EmitScope, node: Dynamic): Js {
  const helper = (name: string): string => scope.output.import('dotnet/support/dynamic', name);
  switch (node.kind) {
    case 'dynamic-member':
      return primary(code`${helper('dynamicGet')}(${emit(scope, node.target)}, ${quote(node.name)})`);
    case 'dynamic-index':
      return primary(code`${helper('dynamicIndex')}(${emit(scope, node.target)}, [${list(node.args.map((arg) => emit(scope, arg)))}])`);
    case 'dynamic-call':
      return primary(
        code`${helper('dynamicCall')}(${emit(scope, node.target)}, ${quote(node.name)}, [${list(node.args.map((arg) => emit(scope, arg)))}])`,
      );
    case 'dynamic-binary':
      return primary(code`${helper('dynamicBinary')}(${quote(node.operator)}, ${emit(scope, node.left)}, ${emit(scope, node.right)})`);
    case 'dynamic-convert':
      throw new Unsupported('a dynamic conversion');
  }
}
