import type { Bound, Deconstruction, DeconstructPart } from '../../2-check/types/bound.ts';
import type { Type } from '../../2-check/types/type.ts';
import { placeOf } from './assign.ts';
import { callRow } from './call.ts';
import { at, code, type Js, level, primary, text, typeOnly } from './code.ts';
import { emit } from './expression.ts';
import { after } from './lifted.ts';
import type { EmitScope } from './scope.ts';

type Node = Extract<Bound, { readonly kind: 'deconstruct' }>;

/** `(a, b) = value`: places are looked up, the value is taken apart, then all is written. */
export function emitDeconstruct(scope: EmitScope, node: Node): Js {
  const before: Js[] = [];
  const writes: Js[] = [];
  const written = node.value.kind === 'tuple' && node.how.kind === 'tuple' ? node.value.elements : undefined;
  if (written !== undefined) {
    // `(a, b) = (b, a)` needs no tuple: every element is read before the first is written.
    for (const [i, part] of node.parts.entries()) {
      const element = written[i];
      if (element !== undefined) takePart(scope, part, emit(scope, element), element.type, before, writes);
    }
    return sequence([...before, ...writes]);
  }
  const name = scope.temporary(node.value.type);
  before.push({ code: code`${name} = ${emit(scope, node.value)}`, level: level.assign });
  takeApart(scope, node.how, node.parts, { code: text(name), level: level.primary }, before, writes);
  return sequence([...before, ...writes]);
}

const sequence = (steps: readonly Js[]): Js =>
  steps.length === 0 ? { code: text('null'), level: level.primary } : after(steps.slice(0, -1), steps.at(-1) as Js);

function takeApart(scope: EmitScope, how: Deconstruction, parts: readonly DeconstructPart[], value: Js, before: Js[], writes: Js[]): void {
  if (how.kind === 'tuple') {
    for (const [i, part] of parts.entries()) {
      const item = primary(code`${at(value, level.call)}.items[${String(i)}]`);
      const type = typeOfPart(part);
      takePart(
        scope,
        part,
        type === undefined ? item : primary(code`${typeOnly('(')}${item.code}${typeOnly(` as ${scope.type(type)})`)}`),
        type,
        before,
        writes,
      );
    }
    return;
  }
  const { method, owner } = how;
  const refs = parts.map((part) => {
    const type = typeOfPart(part);
    const ref = scope.output.importType('dotnet/values', 'Ref');
    const name = scope.temporaryOf(`${ref}<${type === undefined ? 'unknown' : scope.type(type)}>`);
    before.push({ code: code`${name} = { value: null${typeOnly('!')} }`, level: level.assign });
    return { part, name };
  });
  before.push(callRow(scope, method.row, owner, [], [value, ...refs.map(({ name }) => text(name))]));
  for (const { part, name } of refs) {
    const type = typeOfPart(part);
    takePart(scope, part, primary(code`${name}.value`), type, before, writes);
  }
}

const typeOfPart = (part: DeconstructPart): Type | undefined => (part.kind === 'discard' ? undefined : part.value.type);

function takePart(scope: EmitScope, part: DeconstructPart, item: Js, type: Type | undefined, before: Js[], writes: Js[]): void {
  if (part.kind === 'discard') {
    before.push(item);
    return;
  }
  const name = scope.temporary(type ?? { kind: 'unknown' });
  const held: Js = { code: text(name), level: level.primary };
  before.push({ code: code`${name} = ${item}`, level: level.assign });
  if (part.kind === 'nested') {
    takeApart(scope, part.how, part.parts, held, before, writes);
    return;
  }
  scope.alias(part.value, held);
  const place = placeOf(scope, part.target, false);
  before.unshift(...place.before);
  writes.push(place.write(emit(scope, part.converted)));
}
