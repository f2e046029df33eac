import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { rules } from './2-check/lint/catalogue.ts';
import { RuleSet, runRules } from './2-check/lint/run.ts';
import type { ProjectFacts } from './2-check/project.ts';
import { viewOf } from './2-check/view/document-view.ts';
import type { Neighbours } from './2-check/view/neighbours.ts';
import type { Checked } from './compile.ts';

/** Every rule with its defaults. */
export const everyRule = new RuleSet(rules);

/**
 * The findings of a checked document and what the rules find in it, ordered by place. Where its XML is broken beyond guessing no rule runs;
 * other errors do not matter, a rule sees what was understood. What a rule calls a secret is masked in the source of every finding.
 */
export function lintDocument(
  checked: Checked,
  neighbours: Neighbours | 'unknown',
  facts: ProjectFacts,
  set: RuleSet = everyRule,
): readonly Diagnostic[] {
  const view = viewOf(checked, facts);
  if (view === undefined) return checked.findings;
  const found = runRules(view, neighbours, facts, set);
  const all = [...checked.findings, ...found].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const concealing = new Set(set.rules.filter(({ rule }) => rule.conceals === true).map(({ rule }) => rule.code));
  const secrets = found.filter(({ code }) => concealing.has(code)).map(({ span }) => span);
  if (secrets.length === 0) return all;
  const source = checked.source.masked(secrets);
  return all.map((finding) => (finding.source === checked.source ? { ...finding, source } : finding));
}
