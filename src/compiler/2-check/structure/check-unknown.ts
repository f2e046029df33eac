import type { Element, Value } from '../../1-parse/xml/tree.ts';
import { checkCode, codeInput } from './check-code.ts';
import type { Place } from './place.ts';

/** Checks every expression inside an element that is no policy, since its mistakes are mistakes all the same. */
export function checkExpressionsBelow(element: Element, place: Place): void {
  for (const attribute of element.attributes) checkOne(attribute.value, place);
  for (const child of element.children) {
    if (child.kind === 'element') checkExpressionsBelow(child, place);
    else if (child.kind === 'text') checkOne(child.value, place);
  }
}

function checkOne(value: Value, place: Place): void {
  if (value.kind === 'literal' || !value.closed) return;
  const bound = checkCode(codeInput(value, place), value.kind, place);
  if (bound !== undefined) place.bound.set(value, bound);
}
