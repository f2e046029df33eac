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
  NESTED_TOO_DEEPLY: 'take what is nested apart; nothing that is read needs as many levels',
  KEY_INVALID_FIELDS_TYPE: 'write the fields as one text: `@key(fields: "id")`',
  EMPTY_MERGED_ENUM_TYPE: 'list the same values in all of them, or rename the enum in one (`@source` or `@prefix` in an overlay)',
  EXTENSION_WITH_NO_BASE: 'write `type` in place of `extend type`, or name a type that one of the subgraphs defines',
  INTERFACE_KEY_NOT_ON_IMPLEMENTATION: 'give each type of the interface the same `@key`, or take it from the interface',
  INTERFACE_KEY_MISSING_IMPLEMENTATION_TYPE:
    'define all types of the interface in the subgraph that has a key on it, or write `resolvable: false` there',
  INTERFACE_OBJECT_USAGE_ERROR: 'define it as an interface in the subgraph that has its types; `@interfaceObject` is for the others',
  ROOT_QUERY_USED: 'rename the type that is called `Query`, or make it the query type: `schema { query: Query }`',
  ROOT_MUTATION_USED: 'rename the type that is called `Mutation`, or make it the mutation type: `schema { mutation: Mutation }`',
  ONLY_INACCESSIBLE_CHILDREN: 'leave one of its fields accessible, or put `@inaccessible` on the type itself',
  REFERENCED_INACCESSIBLE: 'put `@inaccessible` on what refers to it, too, or take it away here',
  OVERRIDE_FROM_SELF_ERROR: 'name the subgraph that the field is taken from',
  PROVIDES_ON_NON_OBJECT_FIELD: 'put `@provides` on a field of an object type, or take it away',
  DIRECTIVE_DEFINITION_INVALID:
    'take the definition out: `@link` brings the directives of Federation along; one of your own needs another name',
  TYPE_DEFINITION_INVALID: 'take the definition out: `@link` brings the types of Federation along; one of your own needs another name',
  UNKNOWN_FEDERATION_LINK_VERSION:
    'link a version from 2.0 to 2.9: `@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`',
  INVALID_LINK_DIRECTIVE_USAGE: 'link Federation once, and import what it has by its name: `import: ["@key", "@shareable"]`',
  DIRECTIVE_COMPOSITION_ERROR: 'define the directive in this file, or take `@composeDirective` away',
  CONTEXT_NOT_SET: 'name a context that `@context` sets on a type around the field',
  CONTEXT_NO_RESOLVABLE_KEY: 'give the type a key that can be resolved, or take `@fromContext` away',
  LIST_SIZE_INVALID_SLICING_ARGUMENT: 'name arguments of the field',
  LIST_SIZE_APPLIED_TO_NON_LIST: 'put `@listSize` on a field that returns a list',
  LIST_SIZE_INVALID_ASSUMED_SIZE: 'write a whole number from 0',
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
  if (Object.hasOwn(helps, code)) return helps[code];
  return byMessage.find(([start]) => start.test(message))?.[1];
}

/** Of what is no valid GraphQL: composition has one code for all of it. */
const byMessage: readonly (readonly [start: RegExp, help: string])[] = [
  [/^Unknown type/, 'define the type in this file, or correct its name'],
  [/^Unknown directive "@oneOf"/, 'define it, for composition does not know it yet: `directive @oneOf on INPUT_OBJECT`'],
  [/^Unknown directive/, 'import it in the `@link` of the schema, or correct its name'],
  [/^Invalid executable definition/, 'this is an operation; a schema file holds types'],
  [/must define one or more/, 'give it one, or take the type out with what refers to it'],
  [/can only (?:include|implement)/, 'name it once'],
  [/circular reference/, 'let one of them not implement the other'],
  [/^Cannot reference Input Object/, 'make one of these fields optional: nobody could write a value that never ends'],
  [/^Cannot implement/, 'name an interface that this file defines'],
  [/^Cannot add non-object type/, 'a union is made of object types'],
  [/^Cannot extend built-in type/, 'take the extension out: scalars of GraphQL are what they are'],
  [/^Cannot set schema \w+ root/, 'define the type in this file, or correct its name in `schema`'],
  [/^Interface field/, 'give the type every field of its interface, with the same arguments and a type that fits'],
  [/^Field \S+ includes required argument/, 'make the argument optional, or add it to the interface, too'],
  [/^Type \S+ must implement/, 'name that interface, too: `implements` lists all of them'],
  [/must be Output Type/, 'fields return scalars, enums, objects, interfaces and unions; an input is for arguments'],
  [/must be Input Type/, 'arguments take scalars, enums and inputs; write an `input` for what is sent'],
  [/^Invalid default value/, 'write a value of the type, or take the default out'],
  [/cannot be deprecated/, 'make it optional, or give it a default, before it is deprecated'],
  [/^Invalid value for|has invalid value/, 'write a value of the type that the directive’s definition says'],
  [/^Unknown argument|is required, but it was not provided/, 'write the arguments that the directive’s definition has'],
  [/may not be used on/, 'put the directive where its definition allows it, or take it away here'],
];
