import type { Bound, DeconstructPart } from './bound.ts';
import { childrenOf } from './children.ts';
import type { Flow } from './flow.ts';
import { assign, dead, join, type State } from './flow-state.ts';

interface Outcome {
  readonly yes: State;
  readonly no: State;
}

/** The state after a condition came out true, and after it came out false. */
export function flowTest(flow: Flow, node: Bound, state: State): Outcome {
  if (node.constant?.value === true) return { yes: flowExpression(flow, node, state), no: dead };
  if (node.constant?.value === false) return { yes: dead, no: flowExpression(flow, node, state) };
  if (node.kind === 'logical') {
    const left = flowTest(flow, node.left, state);
    if (node.operator === '&&') {
      const right = flowTest(flow, node.right, left.yes);
      return { yes: right.yes, no: join(left.no, right.no) };
    }
    const right = flowTest(flow, node.right, left.no);
    return { yes: join(left.yes, right.yes), no: right.no };
  }
  if (node.kind === 'unary' && node.operator === '!') {
    const { yes, no } = flowTest(flow, node.operand, state);
    return { yes: no, no: yes };
  }
  if (node.kind === 'conditional') {
    const test = flowTest(flow, node.test, state);
    const [a, b] = [flowTest(flow, node.whenTrue, test.yes), flowTest(flow, node.whenFalse, test.no)];
    return { yes: join(a.yes, b.yes), no: join(a.no, b.no) };
  }
  if (node.kind === 'is') {
    const after = flowExpression(flow, node.operand, state);
    const { pattern } = node;
    if (pattern.kind === 'var') {
      const bound = pattern.local === undefined ? after : assign(after, pattern.local);
      return { yes: bound, no: dead };
    }
    return { yes: pattern.kind === 'type' && pattern.local !== undefined ? assign(after, pattern.local) : after, no: after };
  }
  const after = flowExpression(flow, node, state);
  return { yes: after, no: after };
}

/** The state after an expression was evaluated. */
export function flowExpression(flow: Flow, node: Bound, state: State): State {
  switch (node.kind) {
    case 'local':
      flow.read(state, node.local, node.span);
      return state;
    case 'logical':
    case 'is': {
      const { yes, no } = flowTest(flow, node, state);
      // `x is var y` is always true, so its other way out does not count.
      return join(yes, no);
    }
    case 'conditional': {
      const test = flowTest(flow, node.test, state);
      return join(flowExpression(flow, node.whenTrue, test.yes), flowExpression(flow, node.whenFalse, test.no));
    }
    case 'coalesce': {
      const after = flowExpression(flow, node.left, state);
      const right = flowExpression(flow, node.right, after);
      return join(after, right);
    }
    case 'conditional-access': {
      const after = flowExpression(flow, node.target, state);
      flowExpression(flow, node.rest, after);
      return after;
    }
    case 'assign': {
      const target = flowTarget(flow, node.target, state);
      const after = flowExpression(flow, node.value, target);
      return node.target.kind === 'local' ? assign(after, node.target.local) : after;
    }
    case 'update': {
      const target = flowExpression(flow, node.target, state);
      return flowExpression(flow, node.value, target);
    }
    case 'deconstruct':
      return flowParts(node.parts, flowExpression(flow, node.value, state));
    case 'reference': {
      if (node.mode !== 'out') return flowExpression(flow, node.target, state);
      const after = flowTarget(flow, node.target, state);
      return node.target.kind === 'local' ? assign(after, node.target.local) : after;
    }
    case 'lambda':
      flow.lambda(state, node.body);
      return state;
    case 'local-call': {
      let after = state;
      for (const arg of node.args) after = flowExpression(flow, arg, after);
      return flow.called(after, node.target);
    }
    case 'throw':
    case 'throw-value':
      flowExpression(flow, node.operand, state);
      return dead;
    default: {
      let after = state;
      for (const child of childrenOf(node)) after = flowExpression(flow, child, after);
      return after;
    }
  }
}

/** A place that is about to be written: what leads to it is read, it itself is not. */
function flowTarget(flow: Flow, target: Bound, state: State): State {
  return target.kind === 'local' || target.kind === 'discard' ? state : flowExpression(flow, target, state);
}

function flowParts(parts: readonly DeconstructPart[], state: State): State {
  let after = state;
  for (const part of parts) {
    if (part.kind === 'target' && part.target.kind === 'local') after = assign(after, part.target.local);
    else if (part.kind === 'nested') after = flowParts(part.parts, after);
  }
  return after;
}
