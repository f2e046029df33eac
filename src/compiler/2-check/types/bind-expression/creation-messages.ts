import { message } from '../../../../diagnostics/message.ts';

export const noInstances = message('csharp/no-instances', 'error', 'no value of `{type}` can be made: it is {what}');
export const unsupportedConstructor = message(
  'unsupported/constructor',
  'warning',
  'the constructor of `{type}` is known, but not supported yet',
);
export const delegateArgument = message('csharp/delegate-argument', 'error', '`new {type}(…)` takes one lambda or method');
export const notACollection = message(
  'csharp/not-a-collection',
  'error',
  'a `{type}` cannot be filled with a list in braces, since it is no collection',
);
export const badAdd = message('csharp/collection-element', 'error', 'no `Add` of `{type}` takes these values');
export const noArrayType = message(
  'csharp/no-array-type',
  'error',
  'the elements have no type in common',
  'write the type of the elements behind `new`',
);
export const arraySize = message('csharp/array-size', 'error', 'the array has {found} elements, but {wanted} were announced');
export const arrayShape = message('csharp/array-shape', 'error', 'the inner lists do not fit an array of rank {rank}');
export const sizeNotConstant = message('csharp/array-size-constant', 'error', 'the size of an array with elements must be a constant');
export const badAnonymous = message(
  'csharp/anonymous-member',
  'error',
  'a `{type}` cannot be a member of an anonymous object',
  'cast it to the type that is meant',
);
export const anonymousName = message('csharp/anonymous-name', 'error', 'this member needs a name', 'write `Name = value`');
export const anonymousTwice = message('csharp/anonymous-twice', 'error', 'two members are named `{name}`');
export const notInitializable = message('csharp/not-initializable', 'error', '`{name}` of `{type}` cannot be set');
export const negativeSize = message('csharp/negative-size', 'error', 'an array cannot have a negative length');
