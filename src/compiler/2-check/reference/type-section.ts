import type { TypeSurface } from '../../../runtime/dotnet/define.ts';
import { absentMembers } from '../types/known-members.ts';
import { absentOverloads } from './absent-overloads.ts';

/** A cell of a table: a bar would end it, even inside code. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** The part of a page that is about one .NET type: its head, its members with their C# signatures, and what is refused of it by name. */
export function typeSection(name: string, fullName: string, { declaration, doc, rows }: TypeSurface): string {
  const members = Object.values(rows).map((row) => `| ${code(row.signature)} | ${row.doc.replaceAll('|', '\\|')} |`);
  const table = members.length === 0 ? [] : [['| member | |', '|---|---|', ...members].join('\n')];
  return [`## ${name}`, `\`${declaration}\``, doc, ...table, ...refusedOf(fullName)].join('\n\n');
}

function refusedOf(fullName: string): string[] {
  const names = absentMembers(fullName);
  const overloads = absentOverloads(fullName);
  return [
    ...(names.length === 0 ? [] : [`Refused by name: ${names.map(code).join(', ')}.`]),
    ...(overloads.length === 0 ? [] : ['Refused overloads:', overloads.map((signature) => `- ${code(signature)}`).join('\n')]),
  ];
}
