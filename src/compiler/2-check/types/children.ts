import type { Bound } from './bound.ts';

/** The operands of an expression in the order in which they are evaluated; bodies of lambdas are not among them. */
export function childrenOf(node: Bound): readonly Bound[] {
  switch (node.kind) {
    case 'call':
      return node.receiver === undefined ? node.args : [node.receiver, ...node.args];
    case 'construct':
    case 'lifted-call':
    case 'local-call':
      return node.args;
    case 'property':
    case 'field':
      return node.receiver === undefined ? [] : [node.receiver];
    case 'indexer':
      return [node.receiver, ...node.args];
    case 'element':
      return [node.array, ...node.indices];
    case 'array-length':
      return [node.array];
    case 'tuple-item':
      return [node.tuple];
    case 'anonymous-member':
    case 'nullable-member':
    case 'reference':
      return [node.target];
    case 'convert':
    case 'unary':
    case 'as':
    case 'is':
    case 'throw':
    case 'throw-value':
      return [node.operand];
    case 'binary':
    case 'logical':
    case 'tuple-equality':
      return [node.left, node.right];
    case 'concat':
      return node.parts;
    case 'coalesce':
      return [node.left, node.whenValue, node.right];
    case 'conditional':
      return [node.test, node.whenTrue, node.whenFalse];
    case 'assign':
    case 'update':
      return [node.target, node.value];
    case 'deconstruct':
      return [node.value];
    case 'conditional-access':
      return [node.target, node.rest];
    case 'invoke':
      return [node.target, ...node.args];
    case 'tuple':
      return node.elements;
    case 'anonymous':
      return node.values;
    case 'array':
      return [...node.sizes, ...(node.elements ?? [])];
    case 'initialized':
      return [node.object, ...node.steps, ...(node.result === undefined ? [] : [node.result])];
    case 'interpolated':
      return node.parts.flatMap((part) => (part.kind === 'hole' ? [part.value] : []));
    default:
      return [];
  }
}
