import type { Bound } from '../../2-check/types/bound.ts';
import { isReferenceType, specialOf } from '../../2-check/types/type.ts';
import { callRow } from './call.ts';
import { at, code, type Js, level, list, primary, text } from './code.ts';
import { emit } from './expression.ts';
import { after, isSimple } from './lifted.ts';
import { emitReceiver } from './null-check.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

/** Whether the value of an assignment is looked at, or only its effect. */
export type Wanted = 'value' | 'effect';

/** A place that can be read and written, with what leads to it evaluated once. */
interface Place {
  /** Fills temporaries with receiver and indices. */
  readonly before: readonly Js[];
  readonly read: () => Js;
  readonly write: (value: Js) => Js;
  /** The JavaScript assignment gives the written value by itself. */
  readonly givesValue: boolean;
}

export function emitAssign(scope: EmitScope, node: Node<'assign'>, wanted: Wanted): Js {
  const place = placeOf(scope, node.target, false);
  const value = emit(scope, node.value);
  if (wanted === 'effect' || place.givesValue) return after(place.before, place.write(value));
  const name = scope.temporary(node.type);
  const held: Js = { code: text(name), level: level.primary };
  return after([...place.before, { code: code`${name} = ${value}`, level: level.assign }, place.write(held)], held);
}

/** `a op= b`, `a++`: reads, computes, writes back. */
export function emitUpdate(scope: EmitScope, node: Node<'update'>, wanted: Wanted): Js {
  const place = placeOf(scope, node.target, true);
  if (wanted === 'effect' || node.result === 'after') {
    scope.alias(node.before, place.read());
    const value = emit(scope, node.value);
    if (wanted === 'effect' || place.givesValue) return after(place.before, place.write(value));
    const name = scope.temporary(node.type);
    const held: Js = { code: text(name), level: level.primary };
    return after([...place.before, { code: code`${name} = ${value}`, level: level.assign }, place.write(held)], held);
  }
  const name = scope.temporary(node.type);
  const held: Js = { code: text(name), level: level.primary };
  scope.alias(node.before, held);
  const value = emit(scope, node.value);
  return after([...place.before, { code: code`${name} = ${place.read()}`, level: level.assign }, place.write(value)], held);
}

/** Evaluates what leads to a place into temporaries, if it is needed twice. */
function once(scope: EmitScope, node: Bound, js: Js, twice: boolean, before: Js[]): Js {
  if (!twice || isSimple(node)) return js;
  const name = scope.temporary(node.type);
  before.push({ code: code`${name} = ${js}`, level: level.assign });
  return { code: text(name), level: level.primary };
}

export function placeOf(scope: EmitScope, target: Bound, twice: boolean): Place {
  const before: Js[] = [];
  switch (target.kind) {
    case 'local': {
      const js = emit(scope, target);
      return { before, read: () => js, write: (value) => ({ code: code`${js} = ${value}`, level: level.assign }), givesValue: true };
    }
    case 'discard':
      return { before, read: () => ({ code: text('null'), level: level.primary }), write: (value) => value, givesValue: true };
    case 'element':
      return elementPlace(scope, target, twice, before);
    case 'property': {
      const { member, owner } = target;
      const receiver =
        target.receiver === undefined ? undefined : once(scope, target.receiver, emitReceiver(scope, target.receiver), twice, before);
      const args = receiver === undefined ? [] : [receiver];
      const { setter, getter } = member;
      if (setter === undefined) throw new Unsupported(`writing ${member.name}`);
      return {
        before,
        read: () => {
          if (getter === undefined) throw new Unsupported(`reading ${member.name}`);
          if (getter.form === 'function') return callRow(scope, getter, owner, [], args);
          return primary(
            code`${at(receiver ?? { code: text(scope.output.import(getter.module, getter.surface, getter.local)), level: level.primary }, level.call)}.${getter.key}`,
          );
        },
        write: (value) =>
          setter.form === 'property' && receiver !== undefined
            ? { code: code`${at(receiver, level.call)}.${setter.key} = ${value}`, level: level.assign }
            : callRow(scope, setter, owner, [], [...args, value]),
        givesValue: setter.form === 'property',
      };
    }
    case 'indexer': {
      const { member, owner } = target;
      const receiver = once(scope, target.receiver, emitReceiver(scope, target.receiver), twice, before);
      const args = target.args.map((arg) => once(scope, arg, emit(scope, arg), twice, before));
      const { setter, getter } = member;
      if (setter === undefined) throw new Unsupported('writing this indexer');
      return {
        before,
        read: () => {
          if (getter === undefined) throw new Unsupported('reading this indexer');
          return callRow(scope, getter, owner, [], [receiver, ...args]);
        },
        write: (value) => callRow(scope, setter, owner, [], [receiver, ...args, value]),
        givesValue: false,
      };
    }
    case 'tuple-item': {
      // A tuple is replaced as a whole, so that copies of it stay what they were.
      const outer = placeOf(scope, target.tuple, true);
      const index = String(target.index);
      const withItem = scope.output.import('dotnet/support/tuple', 'withItem');
      return {
        before: outer.before,
        read: () => primary(code`${at(outer.read(), level.call)}.items[${index}]`),
        write: (value) => outer.write(primary(code`${withItem}(${outer.read()}, ${index}, ${value})`)),
        givesValue: false,
      };
    }
    default:
      throw new Unsupported(`an assignment to a ${target.kind}`);
  }
}

function elementPlace(scope: EmitScope, target: Node<'element'>, twice: boolean, before: Js[]): Place {
  const { output } = scope;
  const array = once(scope, target.array, emit(scope, target.array), twice, before);
  const indices = target.indices.map((index) => once(scope, index, emit(scope, index), twice, before));
  if (indices.length > 1) {
    const grid = at(array, level.call);
    return {
      before,
      read: () => primary(code`${grid}.at(${list(indices)})`),
      write: (value) => primary(code`${grid}.setAt(${list([value, ...indices])})`),
      givesValue: true,
    };
  }
  // An array of a base type may really be one of a derived type, so what goes in is checked.
  const checked = isReferenceType(target.type) && specialOf(target.type) !== 'string';
  const set = output.import('dotnet/support/arrays', checked ? 'setChecked' : 'setElement');
  return {
    before,
    read: () => primary(code`${output.import('dotnet/support/arrays', 'element')}(${list([array, ...indices])})`),
    write: (value) => primary(code`${set}(${list([array, ...indices, value])})`),
    givesValue: true,
  };
}
