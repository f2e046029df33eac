import { type Construct, constructs, newerConstructs } from './constructs.ts';
import { code } from './type-section.ts';

/** What of the language an expression may hold, and what is refused by name. */
export function languageSection(): string {
  const runs = constructs.filter(({ answer }) => 'gives' in answer);
  const refused = constructs.filter(({ answer }) => 'refused' in answer);
  return [
    '## Language',
    'Everything that C# 7.3 has for the body of a method. Arithmetic is unchecked unless `checked` says otherwise, as in API Management.',
    table(runs, 'gives', (construct) => ('gives' in construct.answer ? code(construct.answer.gives) : '')),
    '### Refused constructs',
    table(refused, 'message', messageOf),
    '### Newer syntax',
    'What came with C# 8 and later is refused by name, with what to write instead.',
    table(newerConstructs, 'message', messageOf),
  ].join('\n\n');
}

const messageOf = ({ answer }: Construct): string => ('refused' in answer ? code(answer.refused) : '');

const table = (rows: readonly Construct[], last: string, cell: (construct: Construct) => string): string =>
  [
    `| construct | example | ${last} |`,
    '|---|---|---|',
    ...rows.map((row) => `| ${row.construct} | ${code(row.example.replaceAll('\n', ' ⏎ '))} | ${cell(row)} |`),
  ].join('\n');
