import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { fill } from '../../../diagnostics/message.ts';
import { Flow } from '../flow/flow.ts';
import type { ProjectFacts } from '../project.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { Neighbours } from '../view/neighbours.ts';
import type { ReportFinding, RuleContext, RuleDefinition } from './define.ts';
import { defaultsOf, settleOptions } from './options.ts';

/** Rules with their options: defaults, or what a user gave. */
export class RuleSet {
  readonly rules: readonly { readonly rule: RuleDefinition; readonly options: RuleContext['options'] }[];

  /** `given` has options by the code of the rule. What a rule does not take is ignored: whoever reads it from a file says so there. */
  constructor(rules: readonly RuleDefinition[], given: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map()) {
    this.rules = rules.map((rule) => {
      const settled = settleOptions(rule.options ?? {}, given.get(rule.code));
      return { rule, options: settled.kind === 'options' ? settled.values : defaultsOf(rule.options ?? {}) };
    });
  }
}

/** Runs rules over a document. Findings come in the order of the rules. */
export function runRules(
  document: DocumentView,
  neighbours: Neighbours | 'unknown',
  { library, namedValues }: Pick<ProjectFacts, 'library' | 'namedValues'>,
  { rules }: RuleSet,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const flow = new Flow(document, neighbours, library.special('string'));
  for (const { rule, options } of rules)
    rule.check({ document, flow, neighbours, namedValues, library, options, report: reporter(rule, document, found) });
  return found;
}

function reporter({ code, severity }: RuleDefinition, { source }: DocumentView, found: Diagnostic[]): ReportFinding {
  return (message, span, params, extra = {}) => {
    const values = params as Readonly<Record<string, string | number>>;
    const help = extra.help ?? message.help;
    found.push({
      ...extra,
      code,
      severity,
      message: fill(message.text, values),
      source,
      span,
      ...(help === undefined ? {} : { help: fill(help, values) }),
    });
  };
}
