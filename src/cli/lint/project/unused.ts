import type { Config } from '../../../config/config.ts';
import { type Diagnostic, Findings } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import type { Source } from '../../../diagnostics/source.ts';
import { rootOf } from '../../project/misplaced.ts';
import type { Uses } from './uses.ts';

const messages = {
  fragment: message('fragment/unused', 'warning', 'no document includes the fragment `{id}`', 'include it, or remove the file'),
  namedValue: message('named-value/unused', 'info', 'no document uses the named value `{name}`', 'remove it'),
  provider: message('provider/unused', 'info', 'no document takes a token of the credential provider `{id}`', 'remove it'),
  connection: message(
    'connection/unused',
    'info',
    'no document takes a token of the connection `{provider}/{id}`',
    'remove it, unless only its users ask for tokens',
  ),
  subgraph: message(
    'subgraph/no-document',
    'info',
    'no document is for the subgraph `{name}`: calls to it go out without policies',
    'write policies/subgraphs/{name}.xml, or policies/subgraphs.xml for all of them',
  ),
} as const;

/** Whether a document is a fragment that nothing includes. */
export function unusedFragment(name: string | undefined, source: Source, { fragments }: Uses): readonly Diagnostic[] {
  const id = name?.startsWith('fragments/') ? name.slice('fragments/'.length) : undefined;
  if (id === undefined || fragments === 'any' || fragments.has(id)) return [];
  const findings = new Findings();
  findings.reporter(source)(messages.fragment, rootOf(source), { id });
  return findings.all;
}

/** What stands in the configuration and no document refers to. `names`: the documents, by their path below the policies folder. */
export function unusedSettings(config: Config, names: ReadonlySet<string>, { namedValues, connections }: Uses): readonly Diagnostic[] {
  const findings = new Findings();
  const report = findings.reporter(config.source);
  for (const name of Object.keys(config.namedValues))
    if (!namedValues.has(name)) report(messages.namedValue, config.keyAt(['namedValues', name]), { name });
  if (connections !== 'any')
    for (const [id, provider] of Object.entries(config.providers)) {
      if (!connections.has(id)) report(messages.provider, config.keyAt(['providers', id]), { id });
      else
        for (const connection of Object.keys(provider.connections))
          if (!connections.has(`${id}/${connection}`))
            report(messages.connection, config.keyAt(['providers', id, 'connections', connection]), { provider: id, id: connection });
    }
  if (!names.has('subgraphs'))
    // Calls of a REST service are made by documents of its fields.
    for (const [name, { kind }] of Object.entries(config.subgraphs))
      if (kind !== 'rest' && !names.has(`subgraphs/${name}`)) report(messages.subgraph, config.keyAt(['subgraphs', name]), { name });
  return findings.all;
}
