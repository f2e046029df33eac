import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parsePolicyText } from '../../compiler/1-parse/csharp/parse.ts';
import { PolicyEffects } from '../../compiler/2-check/flow/policy-effects.ts';
import { bindExpression } from '../../compiler/2-check/types/bind.ts';
import { type Library, named } from '../../compiler/2-check/types/library.ts';
import { typeText } from '../../compiler/2-check/types/type-text.ts';
import { emitFunction } from '../../compiler/3-emit/csharp/emit.ts';
import { type Constant, code, type Import, type Piece } from '../../compiler/3-emit/pieces.ts';
import { print } from '../../compiler/3-emit/print.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Findings } from '../../diagnostics/diagnostic.ts';
import { Source } from '../../diagnostics/source.ts';
import type { Context } from '../../runtime/context/context.ts';
import { libraryUrl } from '../project/library-url.ts';

/** An expression that compiled: its function, and its static C# type. */
export interface Compiled {
  readonly kind: 'compiled';
  readonly run: (context: Context) => unknown;
  readonly type: string;
  readonly findings: readonly Diagnostic[];
}

export type Evaluable = Compiled | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] };

interface Prepared {
  readonly findings: readonly Diagnostic[];
  readonly type: string;
  /** The name of the function in the module; undefined when the expression was refused. */
  readonly name: string | undefined;
}

/**
 * Compiles many expressions into one module and loads it, since loading is what costs. Each text is a whole `@(…)` or `@{…}`. Results
 * are `object`, as the gateway makes them, so that they keep their type.
 */
export async function compileExpressions(texts: readonly string[], library: Library): Promise<readonly Evaluable[]> {
  const pieces: Piece[] = [];
  const imports = new Map<string, Import>();
  const constants = new Map<string, Constant>();
  const prepared = texts.map((text, index): Prepared => {
    const findings = new Findings();
    const report = findings.reporter(new Source('expression', text));
    const tree = parsePolicyText(new Source('expression', text), report);
    if (tree === undefined || findings.failed) return { findings: findings.all, type: '', name: undefined };
    const context = library.definition('Fedpass.IContext');
    if (context === undefined) throw new Error('the library has no Fedpass.IContext');
    const scope = { library, context: named(context, []), namedValues: 'resolved' } as const;
    const bound = bindExpression(tree, scope, report);
    const type = typeText(bound.type);
    if (!bound.ok) return { findings: findings.all, type: '', name: undefined };
    const emitted = emitFunction(
      bindExpression(tree, { ...scope, result: 'object' }, () => undefined),
      `case${index}`,
    );
    for (const one of emitted.imports) {
      const key = `${one.module}#${one.name}`;
      // What one expression only names as a type, another calls.
      if (one.typeOnly !== true || !imports.has(key)) imports.set(key, one);
    }
    for (const one of emitted.constants) constants.set(one.name, one);
    pieces.push(code('export '), ...emitted.pieces, code('\n'));
    return { findings: findings.all, type, name: `case${index}` };
  });
  const hoisted = [...constants.values()].flatMap((constant) => [...constant.pieces, code('\n')]);
  const functions = await load([...imports.values()], [...hoisted, ...pieces]);
  return prepared.map(({ findings, type, name }): Evaluable => {
    const run = name === undefined ? undefined : functions[name];
    return run === undefined ? { kind: 'refused', findings } : { kind: 'compiled', run, type, findings };
  });
}

async function load(
  imports: readonly Import[],
  pieces: readonly Piece[],
): Promise<Readonly<Record<string, (context: Context) => unknown>>> {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-eval-'));
  try {
    const file = join(folder, 'expressions.js');
    const module = {
      imports,
      pieces,
      callee: {
        sections: new Map(),
        reads: { requestBody: false, responseBody: false },
        connections: [],
        computed: [],
        asked: { entries: [], effects: new PolicyEffects() },
      },
    };
    const { text } = print(module, new Source('expressions', ''), 'js', libraryUrl, 'expressions.js');
    // Many sources stand in one module, so there is no map to name.
    writeFileSync(file, text.slice(0, text.lastIndexOf('//# sourceMappingURL')), { mode: 0o600 });
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Readonly<Record<string, (context: Context) => unknown>>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
