import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { fill } from '../../../diagnostics/message.ts';
import { Flow } from '../flow/flow.ts';
import type { ProjectFacts } from '../project.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { Neighbours } from '../view/neighbours.ts';
import type { ReportFinding, RuleContext, RuleDefinition } from './define.ts';
import { settleOptions } from './options.ts';

/** Which rules run, and with which options, by code. */
export interface RuleChoice {
  readonly rules: readonly RuleDefinition[];
  /** Given options that a rule does not take are ignored: whoever reads them says so. */
  readonly options?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** Runs rules over a document. Findings come in the order of the rules. */
export function runRules(
  document: DocumentView,
  neighbours: Neighbours | 'unknown',
  { library, namedValues }: Pick<ProjectFacts, 'library' | 'namedValues'>,
  { rules, options }: RuleChoice,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const flow = new Flow(document, neighbours, library.special('string'));
  for (const rule of rules) {
    const settled = settleOptions(rule.options ?? {}, options?.get(rule.code));
    const values = settled.kind === 'options' ? settled : settleOptions(rule.options ?? {});
    const context: RuleContext = {
      document,
      flow,
      neighbours,
      namedValues,
      library,
      options: values.kind === 'options' ? values.values : {},
      report: reporter(rule, document, found),
    };
    rule.check(context);
  }
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
