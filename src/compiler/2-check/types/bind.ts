import type { Report } from '../../../diagnostics/diagnostic.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { PolicyExpression } from '../../1-parse/csharp/ast.ts';
import { bindExpression as bindValue, isBroken } from './bind-expression/expression.ts';
import { bindBlock } from './bind-statement/block.ts';
import { noMissingReturn } from './bind-statement/statement-messages.ts';
import { containsYield } from './bind-statement/yield.ts';
import { type Binding, Effort } from './binding.ts';
import type { Bound, BoundBody } from './bound.ts';
import { convert } from './convert.ts';
import { checkFlow } from './flow.ts';
import { newFrame } from './lambda-reading.ts';
import type { Library } from './library.ts';
import { Scope } from './scope.ts';
import { Sink } from './sink.ts';
import { errorType, isNull, isOpen, isReferenceType, sameType, type Type } from './type.ts';
import { visitBody } from './visit.ts';

/** What a policy expression is bound in. */
export interface BindScope {
  readonly library: Library;
  /** The type of `context`. */
  readonly context: Type;
  /** `unknown` under `--isolated`: a named value in code position may be anything. */
  readonly namedValues: 'unknown' | 'resolved';
  /** Names of the named values whose marks stand in it. Default: none. */
  readonly secrets?: ReadonlySet<string>;
  /** `natural` keeps the type on which all returns agree; `object` boxes every result, as the gateway does. Default: natural. */
  readonly result?: 'natural' | 'object';
}

/** A policy expression with its meaning settled, ready for the emitter when nothing was reported. */
export interface BoundExpression {
  /** The static type of the result: what all returns agree on, else object. */
  readonly type: Type;
  readonly body: BoundBody;
  readonly span: Span;
  readonly library: Library;
  /** Named values that are read when it runs. */
  readonly secrets: ReadonlySet<string>;
  /** False when something was reported, or hangs on a named value that could be anything; then there is nothing to emit. */
  readonly ok: boolean;
}

const none: ReadonlySet<string> = new Set();

/** Binds a whole policy expression. Findings go to `report`; nothing is thrown. */
export function bindExpression(tree: PolicyExpression, scope: BindScope, report: Report): BoundExpression {
  const sink = Sink.to(report);
  const { library, secrets = none } = scope;
  const frame = newFrame('expression', 'infer');
  const binding: Binding = {
    library,
    sink,
    scope: new Scope(undefined, true),
    frame,
    overflow: 'default',
    contextType: scope.context,
    namedValues: scope.namedValues,
    effort: new Effort(),
  };
  const { span } = tree;
  const returned: { value: Bound | undefined }[] = [];
  let body: BoundBody;
  if (tree.kind === 'single') {
    const single = { value: bindValue(binding, tree.value) };
    returned.push(single);
    const type = settle(binding, returned, scope.result ?? 'natural');
    body = { kind: 'value', value: single.value };
    const whole = isWhole(body);
    if (whole) checkFlow(sink, body);
    return { type, body, span, library, secrets, ok: whole && !sink.failed };
  }
  const block = bindBlock(binding, tree.block);
  const type = settle(binding, frame.returned, scope.result ?? 'natural');
  body = { kind: 'block', block, iterator: false };
  // Where a part has no meaning, nobody knows what it would have assigned or returned.
  const whole = isWhole(body);
  const reachable = whole && checkFlow(sink, body);
  // What makes a sequence needs no return; that it cannot is said already.
  if (reachable && !containsYield(tree.block)) sink.report(noMissingReturn, tree.block.span, { what: 'this expression' }, { cs: 'CS0161' });
  return { type, body, span, library, secrets, ok: whole && !sink.failed };
}

/** True when every part has a meaning: nothing that the parser had to make up, no named value that could be anything. */
function isWhole(body: BoundBody): boolean {
  let whole = true;
  visitBody(
    body,
    (node) => {
      if (node.kind === 'error' || node.kind === 'named-value') whole = false;
    },
    (statement) => {
      if (statement.kind === 'error') whole = false;
    },
  );
  return whole;
}

/** Gives all returns one type: the one they agree on, else object, to which each is converted. */
function settle(binding: Binding, returned: readonly { value: Bound | undefined }[], result: 'natural' | 'object'): Type {
  const object = binding.library.special('object');
  const values = returned.map((each) => each.value).filter((value) => value !== undefined);
  const agreed = result === 'natural' ? agreedType(values) : undefined;
  const type = agreed ?? object;
  for (const each of returned) {
    if (each.value === undefined || isBroken(each.value) || isOpen(each.value.type)) continue;
    each.value = convert(binding, each.value, type);
  }
  return values.some((value) => isOpen(value.type)) ? (values.find((value) => isOpen(value.type))?.type ?? errorType) : type;
}

function agreedType(values: readonly Bound[]): Type | undefined {
  const typed = values.filter((value) => !isNull(value.type));
  const [first] = typed;
  if (first === undefined || first.type.kind === 'none' || first.type.kind === 'void') return undefined;
  if (!typed.every((value) => sameType(value.type, first.type))) return undefined;
  const mayBeNull = isReferenceType(first.type) || first.type.kind === 'nullable';
  return typed.length === values.length || mayBeNull ? first.type : undefined;
}
