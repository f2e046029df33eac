import type { PolicyExpression } from '../../src/compiler/1-parse/csharp/ast.ts';
import { parsePolicyText } from '../../src/compiler/1-parse/csharp/parse.ts';
import { Findings } from '../../src/diagnostics/diagnostic.ts';
import { Source } from '../../src/diagnostics/source.ts';
import type { Span } from '../../src/diagnostics/span.ts';
import { showPolicy } from './csharp-tree.ts';

/** The tree of a whole `@(…)` or `@{…}` as text, and its findings as `code «text it points at»`. */
export function parseText(text: string): { readonly tree: string; readonly findings: readonly string[] } {
  const { parsed, found } = parse(text);
  return {
    tree: parsed === undefined ? '' : showPolicy(parsed),
    findings: found.map(({ cs, code, span }) => `${cs ?? code} «${text.slice(span.start, span.end)}»`),
  };
}

/** The parsed text with every finding in full. */
export function parse(text: string) {
  const source = new Source('expression.cs', text);
  const findings = new Findings();
  const parsed = parsePolicyText(source, findings.reporter(source));
  return { parsed, found: findings.all };
}

/** Every node of a tree with the node around it. */
export function* nodesOf(parsed: PolicyExpression): Generator<{ readonly node: Spanned; readonly parent: Spanned }> {
  yield* inside(parsed, parsed);
}

interface Spanned {
  readonly span: Span;
}

function* inside(value: object, parent: Spanned): Generator<{ readonly node: Spanned; readonly parent: Spanned }> {
  for (const child of Object.values(value)) {
    if (typeof child !== 'object' || child === null || isSpan(child)) continue;
    const node = isSpanned(child) ? child : undefined;
    if (node !== undefined) yield { node, parent };
    yield* inside(child, node ?? parent);
  }
}

const isSpan = (value: object): value is Span => 'start' in value && 'end' in value && !('kind' in value);

const isSpanned = (value: object): value is Spanned => 'span' in value && typeof value.span === 'object';
