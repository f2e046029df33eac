import { fill, type Message, message, type Params } from '../../../diagnostics/message.ts';
import type { Gap } from '../added.ts';

/** What a description may say and a first draft does not take over. The codes are stable. */
export const gaps = {
  leftOut: message('openapi/left-out', 'info', '{count} of {all} operations are left out', 'name those that you want with --operations'),
  method: message('openapi/method', 'info', 'an operation with {method} is left out', 'resolvers send GET, POST, PUT, PATCH and DELETE'),
  bodyType: message('openapi/body-type', 'info', 'an operation whose body is {type} is left out', 'write its document by hand'),
  responseType: message(
    'openapi/response-type',
    'info',
    'an operation that answers with {type} is left out',
    'offer it as a plain API, under `apis`',
  ),
  parameter: message('openapi/parameter', 'info', 'the parameter `{name}` is left out: {why}', 'add it to the schema and to the document'),
  oneOf: message(
    'openapi/one-of',
    'info',
    'what is one of several, and nothing tells which, is `JSON`',
    'write a union, and put `__typename` into the answer with set-body',
  ),
  derived: message(
    'openapi/derived-types',
    'info',
    'of its {count} derived types only what they have in common is taken',
    'write an interface with @discriminator of those that you want',
  ),
  notDerived: message(
    'openapi/derived-type',
    'info',
    'the derived type `{word}` is left out',
    'write it by hand: a type with @source of that word, which implements the interface',
  ),
  formField: message('openapi/form-field', 'info', 'the form field `{name}` is left out: {why}', 'add it to the input and to the document'),
  unresolved: message(
    'openapi/ref',
    'warning',
    '`{ref}` leads nowhere, and stands as `JSON`',
    'with --remote-refs documents outside of its folder are read',
  ),
  tooDeep: message(
    'openapi/too-large',
    'info',
    'what stands deeper, or is more than {most} types, is `JSON`',
    'take fewer operations with --operations',
  ),
  emptyType: message('openapi/no-properties', 'info', 'an object without properties is `JSON`', 'write a type of what you want of it'),
  security: message(
    'openapi/security',
    'warning',
    'the security scheme `{name}` is not taken over: {why}',
    'attach the credential in the documents by hand',
  ),
  severalSchemes: message(
    'openapi/several-schemes',
    'info',
    'several security schemes are in use; the documents use `{name}`',
    'change those of the others',
  ),
} as const;

/** Gathers what could not be taken over, each once at its place. */
export class Gaps {
  readonly #found = new Map<string, Gap>();

  add<const Hole extends string>(kind: Message<Hole>, at: string, params: Params<Hole>): void {
    const text = fill(kind.text, params as Params<string>);
    this.#found.set(`${kind.code} ${at} ${text}`, { code: kind.code, at, text: kind.help === undefined ? text : `${text}; ${kind.help}` });
  }

  all(): readonly Gap[] {
    return [...this.#found.values()];
  }
}
