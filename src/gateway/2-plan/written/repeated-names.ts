import type { ASTNode, DocumentNode, NameNode } from 'graphql';
import { Kind } from 'graphql';
import { hasFields, isEnum, isExtension, isInput, isType } from './definitions.ts';
import type { SchemaFault } from './schema-fault.ts';

interface Named extends Pick<ASTNode, 'kind'> {
  readonly name: NameNode;
}

type Fault = SchemaFault<'NAME_TWICE'>;

/** Names that stand for two things: of types and directives, and of what is in a type, its extensions included. */
export function repeatedNames({ definitions }: DocumentNode): readonly Fault[] {
  const types = definitions.filter(isType);
  const fields = new Map<string, Named[]>();
  const faults: Fault[] = [];
  for (const type of types) {
    const owner = type.name.value;
    const members: readonly Named[] = hasFields(type) || isInput(type) ? (type.fields ?? []) : isEnum(type) ? (type.values ?? []) : [];
    fields.set(owner, [...(fields.get(owner) ?? []), ...members]);
    if (!hasFields(type)) continue;
    for (const field of type.fields ?? [])
      faults.push(...twice(field.arguments ?? [], (name) => `\`${owner}.${field.name.value}\` has two arguments \`${name}\``));
  }
  return [
    ...twice(
      types.filter((type) => !isExtension(type)),
      (name) => `there are two types \`${name}\``,
      'keep one of them, or rename one; `extend type` adds to one that is there',
    ),
    ...twice(
      definitions.filter((each) => each.kind === Kind.DIRECTIVE_DEFINITION),
      (name) => `there are two directives \`@${name}\``,
    ),
    ...[...fields].flatMap(([owner, own]) => twice(own, (name) => `\`${owner}\` has \`${name}\` twice`)),
    ...faults,
  ];
}

function twice(named: readonly Named[], words: (name: string) => string, help = 'keep one of them, or rename one'): readonly Fault[] {
  const first = new Map<string, NameNode>();
  return named.flatMap(({ name }): readonly Fault[] => {
    const known = first.get(name.value);
    if (known === undefined) first.set(name.value, name);
    return known === undefined ? [] : [{ code: 'NAME_TWICE', message: words(name.value), help, node: name, other: known }];
  });
}
