import { type GraphQLSchema, parse, validate } from 'graphql';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import { placeOf, readSafelist, type SafelistPlace } from './read-safelist.ts';

const unfit = message(
  'safelist/unfit',
  'error',
  'the operation `{id}` does not fit the graph: {why}',
  'a client that sends it is refused: change the schema back, or take the operation off the list when no client has it any more',
);

/** What a list of operations asks for that the graph does not have. */
export function checkSafelist(place: SafelistPlace, graph: GraphQLSchema, cwd: string): readonly Diagnostic[] {
  const list = readSafelist(place, cwd);
  if (list.kind === 'refused') return list.findings;
  const findings = new Findings();
  const report = findings.reporter(list.source);
  for (const { id, text } of list.operations) {
    const [error] = validate(graph, parse(text));
    if (error !== undefined) report(unfit, placeOf(list.source.text, id), { id, why: error.message.replace(/\.$/, '') });
  }
  return findings.all;
}
