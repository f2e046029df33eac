/** What to do about a finding of composition, by Apollo's code. Those of overlays say it themselves. */
const helps: Readonly<Record<string, string>> = {
  FIELD_TYPE_MISMATCH: 'give the field one type in all subgraphs, or another name in one of them (`@source` in an overlay)',
  FIELD_ARGUMENT_TYPE_MISMATCH:
    'give the argument one type in all subgraphs, or the field another name in one of them (`@source` in an overlay)',
  INPUT_FIELD_DEFAULT_MISMATCH: 'give the field one default in all subgraphs',
  FIELD_ARGUMENT_DEFAULT_MISMATCH: 'give the argument one default in all subgraphs',
  INVALID_FIELD_SHARING:
    'mark it `@shareable` in all of them where each answers the same, leave it out of all but one, or rename it; `@prefix` keeps a whole API apart',
  TYPE_KIND_MISMATCH: 'rename the type in one of them: `@source` on a type of an overlay, or `@prefix` on its schema',
  ENUM_VALUE_MISMATCH: 'list the same values in all of them, or rename the enum in one (`@source` or `@prefix` in an overlay)',
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH: 'add the argument in all of them, or make it optional',
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH: 'add the field in all of them, or make it optional',
  KEY_INVALID_FIELDS: 'name fields that the type has, without arguments: `@key(fields: "id")`',
  KEY_FIELDS_HAS_ARGS: 'name fields without arguments in a key',
  KEY_FIELDS_SELECT_INVALID_TYPE: 'name fields of scalars in a key, or select scalars of an object: `owner { login }`',
  EXTERNAL_MISSING_ON_BASE: 'define the field in the subgraph that resolves it',
  EXTERNAL_UNUSED: 'take `@external` away, or name the field in a `@requires`, `@provides` or `@key`',
  REQUIRES_INVALID_FIELDS: 'name fields of the type that are `@external` here',
  PROVIDES_INVALID_FIELDS: 'name fields of what the field returns',
  NO_QUERIES: 'give one of the subgraphs a field of `Query`',
  EMPTY_MERGED_INPUT_TYPE: 'give the input at least one field that all of them have',
  SATISFIABILITY_ERROR:
    'let the subgraph that has the field be reached: by a key that the others have, too, and a look-up for it; or put the field where its object is',
};

const syntax = 'look at what stands before it: a bracket or a quotation mark may not be closed there';

/** What would be right; undefined where the message says all that can be said. `sdl` is the text of the file that it points into. */
export function compositionHelp(code: string, message: string, sdl: string): string | undefined {
  if (message.startsWith('Syntax Error')) {
    if (sdl.trim() === '') return 'the file is empty; put the schema of the subgraph there';
    return sdl.trimStart().startsWith('{"') ? 'this is JSON; `fedpass subgraph add --schema` makes an overlay of an introspection' : syntax;
  }
  if (message.startsWith('Unknown type')) return 'define the type in this file, or correct its name';
  if (message.startsWith('Unknown directive')) return 'import it in the `@link` of the schema, or correct its name';
  return Object.hasOwn(helps, code) ? helps[code] : undefined;
}
