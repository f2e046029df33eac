import type { PolicyExpression } from '../../../compiler/1-parse/csharp/ast.ts';
import { parsePolicyText } from '../../../compiler/1-parse/csharp/parse.ts';
import { type BoundExpression, bindExpression } from '../../../compiler/2-check/types/bind.ts';
import { type Library, named } from '../../../compiler/2-check/types/library.ts';
import { type Diagnostic, Findings } from '../../../diagnostics/diagnostic.ts';
import { Source } from '../../../diagnostics/source.ts';

/** What an expression means, without running it. */
export interface Analysis {
  readonly tree: PolicyExpression | undefined;
  readonly bound: BoundExpression | undefined;
  readonly findings: readonly Diagnostic[];
}

/** Parses and binds a whole `@(…)` or `@{…}`. Whatever is wrong with it, what is left has its types. */
export function analyse(text: string, library: Library): Analysis {
  const source = new Source('expression', text);
  const findings = new Findings();
  const report = findings.reporter(source);
  const tree = parsePolicyText(source, report);
  const context = library.definition('Fedpass.IContext');
  if (context === undefined) throw new Error('the library has no Fedpass.IContext');
  const bound =
    tree === undefined ? undefined : bindExpression(tree, { library, context: named(context, []), namedValues: 'resolved' }, report);
  return { tree, bound, findings: findings.all };
}
