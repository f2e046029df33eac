import type { Host } from '../../host.ts';
import { castObject, toObject } from '../cast.ts';
import { member } from '../define.ts';
import { elementTypeOf } from '../element-type.ts';
import { argument, argumentNull, arrayBounds } from '../failures.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { Grid } from '../support/grid.ts';
import { OBJECT } from '../types.ts';
import { elementMark } from '../values.ts';
import { arrayFrom } from './arrays.ts';

/** An array of one dimension, or of several. */
export type AnyArray = unknown[] | Grid<unknown>;

const sizesOf = (items: AnyArray): readonly number[] => (items instanceof Grid ? items.sizes : [items.length]);

export const rankOf = (items: AnyArray): number => sizesOf(items).length;

export const lengthOf = (items: AnyArray, dimension: number): number => sizesOf(items)[dimension] ?? arrayBounds();

/** Where the indices point to, and the items there. */
function placeOf(items: AnyArray, indices: readonly number[]): { flat: unknown[]; place: number } {
  const sizes = sizesOf(items);
  if (indices.length !== sizes.length) argument('Array was not the right number of dimensions.');
  let place = 0;
  for (const [i, size] of sizes.entries()) {
    const index = indices[i] ?? 0;
    if (index < 0 || index >= size) arrayBounds();
    place = place * size + index;
  }
  return { flat: items instanceof Grid ? items.items : items, place };
}

const typeOfItems = (items: AnyArray): RuntimeType => (items instanceof Grid ? items.type : elementTypeOf(items));

function read(items: AnyArray, ...indices: readonly number[]): unknown {
  const { flat, place } = placeOf(items, indices);
  return toObject(flat[place], typeOfItems(items));
}

function write(items: AnyArray, value: unknown, ...indices: readonly number[]): void {
  const { flat, place } = placeOf(items, indices);
  const type = typeOfItems(items);
  flat[place] = type.name === OBJECT.name ? value : castObject(value, type);
}

/** Reading and replacing items by their indices. */
export const itemRows = {
  getValue: member('object GetValue(int index)', (items: AnyArray, i: number) => read(items, i), 'The item at a place.'),
  getValue2: member(
    'object GetValue(int index1, int index2)',
    (items: AnyArray, i: number, j: number) => read(items, i, j),
    'The item at a place.',
  ),
  getValue3: member(
    'object GetValue(int index1, int index2, int index3)',
    (items: AnyArray, i: number, j: number, k: number) => read(items, i, j, k),
    'The item at a place.',
  ),
  setValue: member(
    'void SetValue(object value, int index)',
    (items: AnyArray, value: unknown, i: number) => write(items, value, i),
    'Replaces the item at a place.',
  ),
  setValue2: member(
    'void SetValue(object value, int index1, int index2)',
    (items: AnyArray, value: unknown, i: number, j: number) => write(items, value, i, j),
    'Replaces the item at a place.',
  ),
  setValue3: member(
    'void SetValue(object value, int index1, int index2, int index3)',
    (items: AnyArray, value: unknown, i: number, j: number, k: number) => write(items, value, i, j, k),
    'Replaces the item at a place.',
  ),
};

/** The default of an array's items. */
function zeroOf(items: AnyArray): unknown {
  if (items instanceof Uint8Array) return 0;
  const type = items instanceof Grid ? items.type : elementMark(items);
  return type?.zero ?? null;
}

/** Sets items to their default; those of several dimensions count row by row. */
export function clear(items: AnyArray | null, start: number, length: number): void {
  const target = items ?? argumentNull('array');
  if (start < 0 || length < 0 || start > target.length - length) arrayBounds();
  (target instanceof Grid ? target.items : target).fill(zeroOf(target), start, start + length);
}

export function clone(host: Host, items: AnyArray): AnyArray {
  host.budget.allocate(items.length);
  if (items instanceof Grid) return new Grid(items.type, items.sizes, [...items.items]);
  if (items instanceof Uint8Array) return Uint8Array.from(items) as unknown as unknown[];
  const copy = [...items];
  const type = elementMark(items);
  return type === undefined ? copy : arrayFrom(type, copy);
}
