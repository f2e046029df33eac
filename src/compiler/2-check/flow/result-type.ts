import type { BoundExpression } from '../types/bind.ts';
import type { Bound } from '../types/bound.ts';
import { sameType, type Type } from '../types/type.ts';
import { visitBody } from '../types/visit.ts';

/** The static type of an expression's result before it became an object; undefined when its returns differ or nothing is known. */
export function resultType({ body, ok }: BoundExpression): Type | undefined {
  if (!ok) return undefined;
  if (body.kind === 'value') return inner(body.value);
  let agreed: Type | undefined;
  let differ = false;
  for (const value of returnsOf(body)) {
    const type = inner(value);
    if (type === undefined || (agreed !== undefined && !sameType(type, agreed))) differ = true;
    else agreed = type;
  }
  return differ ? undefined : agreed;
}

/** The one value that a body always gives; undefined when there are statements before it. */
export function soleValue(body: BoundExpression['body']): Bound | undefined {
  if (body.kind === 'value') return body.value;
  const [only, ...more] = body.block.statements.filter(({ kind }) => kind !== 'empty');
  return more.length === 0 && only?.kind === 'return' ? only.value : undefined;
}

/** What a body gives: its value, or what its returns give. Returns of lambdas and local functions are theirs. */
export function returnsOf(body: BoundExpression['body']): readonly Bound[] {
  if (body.kind === 'value') return [body.value];
  const values: Bound[] = [];
  const skip = new Set<unknown>();
  visitBody(
    body,
    (node) => {
      if (node.kind === 'lambda' && node.body.kind === 'block') visitBody(node.body, nothing, (statement) => skip.add(statement));
    },
    (statement) => {
      if (statement.kind === 'function' && statement.body.kind === 'block') visitBody(statement.body, nothing, (one) => skip.add(one));
      if (statement.kind === 'return' && statement.value !== undefined && !skip.has(statement)) values.push(statement.value);
    },
  );
  return values;
}

const nothing = (): void => undefined;

/** What a value was before it was made an object: boxing and conversions to a base say nothing of it. */
function inner(value: Bound): Type | undefined {
  if (value.kind === 'convert' && raising.has(value.conversion.kind)) return inner(value.operand);
  const { type } = value;
  return type.kind === 'none' || type.kind === 'error' || type.kind === 'unknown' ? undefined : type;
}

const raising: ReadonlySet<string> = new Set(['identity', 'boxing', 'up']);
