import type { ConstDirectiveNode, DocumentNode, EnumValueDefinitionNode, InputValueDefinitionNode, NameNode } from 'graphql';
import { hasFields, isEnum, isExtension, isInput, isType, text } from '../written/definitions.ts';
import type { OverlayFault } from './fault.ts';

/** `graphql`: what the API calls something is a name of GraphQL. `any`: it may be the member of a JSON object, and any text. */
export type SourceNames = 'graphql' | 'any';

export const graphqlName = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** Reads `@source`. */
export class Sources {
  readonly #allowed: SourceNames;
  readonly #faults: OverlayFault[];

  constructor(allowed: SourceNames, faults: OverlayFault[]) {
    this.#allowed = allowed;
    this.#faults = faults;
  }

  /** What the API calls it; undefined without `@source`. */
  of(directives: readonly ConstDirectiveNode[] | undefined): string | undefined {
    const directive = directives?.find(({ name }) => name.value === 'source');
    if (directive === undefined) return undefined;
    const name = text(directive, 'name');
    if (name !== undefined && (this.#allowed === 'any' || graphqlName.test(name))) return name;
    this.#faults.push({
      code: 'SOURCE_NAME',
      message: '`@source` does not say what the API calls it',
      help: 'write the name, as in `@source(name: "User")`',
      node: directive,
    });
    return undefined;
  }

  /** Notes another name of a part of something. */
  note(into: Map<string, string>, owner: string, { name, directives }: InputValueDefinitionNode | EnumValueDefinitionNode): void {
    const remote = this.of(directives);
    if (remote !== undefined && remote !== name.value) into.set(`${owner}.${name.value}`, remote);
  }
}

interface Sourced {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[];
}

/**
 * Things of the graph that are one thing of the API: two types, for its `__typename` would mean both; two values of an enum, two arguments or two fields
 * of an input, for one of them would be lost. Two fields may be one: each is asked for by itself.
 */
export function sourcesTwice({ definitions }: DocumentNode, allowed: SourceNames): readonly OverlayFault[] {
  const types = definitions.filter(isType);
  return [
    // What JSON says of a type, it says within one interface or union.
    ...(allowed === 'any' ? [] : twice(types.filter((type) => !isExtension(type)))),
    ...types.flatMap((type) => {
      if (isEnum(type)) return twice(type.values ?? []);
      if (isInput(type)) return twice(type.fields ?? []);
      return hasFields(type) ? (type.fields ?? []).flatMap((field) => twice(field.arguments ?? [])) : [];
    }),
  ];
}

function twice(all: readonly Sourced[]): readonly OverlayFault[] {
  const taken = new Map<string, NameNode>();
  return all.flatMap(({ name, directives }): readonly OverlayFault[] => {
    const source = directives?.find((each) => each.name.value === 'source');
    const remote = (source === undefined ? undefined : text(source, 'name')) ?? name.value;
    const first = taken.get(remote);
    if (first === undefined) taken.set(remote, name);
    // What has one name in the graph, too, is told as that.
    if (first === undefined || first.value === name.value) return [];
    return [
      {
        code: 'SOURCE_TWICE',
        message: `\`${name.value}\` and \`${first.value}\` are both \`${remote}\` of the API`,
        help: 'keep one of them: what the API calls by one name has one name in the graph',
        node: name,
        other: first,
      },
    ];
  });
}
