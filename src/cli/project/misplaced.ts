import { suggest } from '../../compiler/2-check/structure/suggest.ts';
import { scopeOf } from '../../compiler/scope-of.ts';
import type { Config } from '../../config/config.ts';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import type { Source } from '../../diagnostics/source.ts';
import type { Span } from '../../diagnostics/span.ts';

const messages = {
  noPlace: message(
    'document/no-place',
    'warning',
    'nothing uses a document at this place',
    'documents are `global.xml`, `subgraphs.xml`, `subgraphs/<name>.xml`, `resolvers/<subgraph>/<Type>.<field>.xml`, `apis/<name>.xml` and `fragments/<id>.xml` below the policies folder',
  ),
  noSubgraph: message(
    'document/no-subgraph',
    'warning',
    'there is no subgraph `{name}`, so nothing uses this document',
    'name the file after a subgraph of the configuration',
  ),
  noApi: message(
    'document/no-api',
    'warning',
    'there is no API `{name}`, so nothing uses this document',
    'name the file after one of `apis` in the configuration',
  ),
  noResolvers: message(
    'document/no-resolvers',
    'warning',
    'the subgraph `{name}` is of the kind `{kind}`, and only those of the kind `rest` have resolvers',
    'write `kind: rest` in the configuration, or delete the document',
  ),
} as const;

/** A document with its path below the policies folder, without `.xml`. */
export interface PlacedDocument {
  readonly name: string;
  readonly source: Source;
}

/**
 * Documents that no request ever meets. Never an error, since nothing breaks; but a misspelt name leaves a subgraph without the policies
 * that its author believes to be there.
 */
export function misplaced(documents: readonly PlacedDocument[], config: Pick<Config, 'subgraphs' | 'apis'>): readonly Diagnostic[] {
  const findings = new Findings();
  for (const { name, source } of documents) {
    const report = findings.reporter(source);
    const [folder = '', second = '', ...deeper] = name.split('/');
    const known = folder === 'apis' ? config.apis : config.subgraphs;
    const isNamed = (folder === 'subgraphs' || folder === 'apis') && deeper.length === 0;
    if (second !== '' && (isNamed || (folder === 'resolvers' && deeper.length === 1))) {
      const kind = Object.hasOwn(config.subgraphs, second) ? config.subgraphs[second]?.kind : undefined;
      if (folder === 'resolvers' && kind !== undefined && kind !== 'rest')
        report(messages.noResolvers, rootOf(source), { name: second, kind });
      if (Object.hasOwn(known, second)) continue;
      report(
        folder === 'apis' ? messages.noApi : messages.noSubgraph,
        rootOf(source),
        { name: second },
        suggest(second, Object.keys(known)),
      );
    } else if (scopeOf(name) === undefined) report(messages.noPlace, rootOf(source), {});
  }
  return findings.all;
}

/** The name of the first element. */
export function rootOf({ text }: Source): Span {
  const found = /<(?=[A-Za-z_])/.exec(text);
  if (found === null) return { start: 0, end: 0 };
  const name = /^[\w.:-]+/.exec(text.slice(found.index + 1))?.[0] ?? '';
  return { start: found.index + 1, end: found.index + 1 + name.length };
}
