import { message } from '../../../diagnostics/message.ts';
import type { Binding } from './binding.ts';
import type { Local } from './bound.ts';
import { errorType, type Type } from './type.ts';

const tooLarge = message(
  'csharp/type-too-large',
  'error',
  'the type of `{name}` has more than {most} parts',
  'put its parts into variables of their own, or into a JObject',
);

/** No type that a person writes comes near. */
const most = 1_000;

/**
 * The variable, or, told about, one without a type in its place: `var b = new { x = a, y = a };` again and again makes a type twice as
 * large each time, and everything that looks at a type goes through all of it.
 */
export function ofBoundedType(binding: Binding, local: Local): Local {
  if (partsLeft(local.type, most) >= 0) return local;
  binding.sink.report(tooLarge, local.span, { name: local.name, most });
  return { ...local, type: errorType };
}

/** What is left of `budget` after counting the parts of a type; below zero as soon as it is spent. */
function partsLeft(type: Type, budget: number): number {
  let left = budget - 1;
  for (const part of partsOf(type)) {
    if (left < 0) return left;
    left = partsLeft(part, left);
  }
  return left;
}

function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'named':
      return type.args;
    case 'array':
      return [type.element];
    case 'nullable':
      return [type.of];
    case 'tuple':
      return type.elements.map((element) => element.type);
    case 'anonymous':
      return type.members.map((member) => member.type);
    default:
      return [];
  }
}
