import type { Definition } from '../../../compiler/2-check/types/definition.ts';
import type { Library } from '../../../compiler/2-check/types/library.ts';
import { memberTypes } from '../../../compiler/2-check/types/member-lookup.ts';
import type { Type } from '../../../compiler/2-check/types/type.ts';
import { typeText } from '../../../compiler/2-check/types/type-text.ts';
import { catalogue } from '../../../runtime/dotnet/catalogue.ts';
import { surface } from '../../../runtime/dotnet/define.ts';

/** The C# signatures of all that a type has, own ones first, each level under its name. */
export function membersText(type: Type, library: Library): string {
  const levels = memberTypes(library, type)
    .map(({ definition }) => ({ definition, rows: signaturesOf(definition) }))
    .filter(({ rows }) => rows.length > 0);
  if (levels.length === 0) return `\`${typeText(type)}\` has no members.\n`;
  return levels
    .map(({ definition, rows }) => `${definition.namespace}.${definition.name}\n${rows.map((row) => `  ${row}\n`).join('')}`)
    .join('\n');
}

function signaturesOf({ surface: ref, declaration }: Definition): readonly string[] {
  const entry = ref === undefined ? undefined : catalogue.find((each) => each.module === ref.module && each.export === ref.surface);
  const rows = entry === undefined ? [] : Object.values(entry.surface[surface].rows).map((row) => row.signature);
  return [...declaration.enumMembers.map(({ name, value }) => `${name} = ${value}`), ...rows];
}
