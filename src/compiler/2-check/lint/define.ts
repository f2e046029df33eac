import type { Extra } from '../../../diagnostics/diagnostic.ts';
import type { Holes, Params } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Flow } from '../flow/flow.ts';
import type { DocumentScope, NamedValueFact } from '../project.ts';
import type { Library } from '../types/library.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { Neighbours } from '../view/neighbours.ts';
import type { OptionValues, RuleOptions } from './options.ts';

/**
 * How a rule is written down: one file with its code, docs, examples, messages and check. A rule sees a document only through its
 * context. It warns or informs; what API Management accepts is never an error.
 */
export interface RuleDefinition<Options extends RuleOptions = RuleOptions> {
  /** The code of its findings, in slash form; never reused. With a dash for the slash it names the rule's file and page. */
  readonly code: string;
  readonly severity: 'warning' | 'info';
  /** One sentence, for lists. */
  readonly summary: string;
  /** Why it matters, and what to do when it does not apply; Markdown. */
  readonly why: string;
  readonly options?: Options;
  /** Executed by the test suite and printed on the rule's page. */
  readonly examples: RuleExamples;
  /** Everything that `check` may report. */
  readonly messages: Readonly<Record<string, RuleMessage>>;
  /** Whether some findings bring a {@link Extra.fix}. */
  readonly fixes?: boolean;
  /** What its findings point at is a secret: it is never shown, not even in the lines around another finding. */
  readonly conceals?: boolean;
  check(context: RuleContext<OptionValues<Options>>): void;
}

/** The text of a finding, with holes, and what would be right. The code and the severity are the rule's. */
export interface RuleMessage<Hole extends string = string> {
  readonly text: string;
  readonly help: string | undefined;
  /** Never set: carries the names of the holes. */
  readonly holes?: () => Hole;
}

/** Declares a message of a rule: lower case, no final period, what the user wrote in backticks. */
export const finding = <const Text extends string, const Help extends string = ''>(
  text: Text,
  help?: Help,
): RuleMessage<Holes<Text> | Holes<Help>> => ({ text, help });

export type ReportFinding = <Hole extends string>(message: RuleMessage<Hole>, span: Span, params: Params<Hole>, extra?: Extra) => void;

/** The tools of a rule. */
export interface RuleContext<Options = Readonly<Record<string, readonly string[] | number>>> {
  readonly document: DocumentView;
  readonly flow: Flow;
  /** The other documents; `unknown` when each file is checked by itself. */
  readonly neighbours: Neighbours | 'unknown';
  readonly namedValues: ReadonlyMap<string, NamedValueFact> | 'unknown';
  readonly library: Library;
  readonly options: Options;
  readonly report: ReportFinding;
}

/** Examples. `bad` ones are found, `good` ones are not. */
export interface RuleExamples {
  readonly bad: readonly BadExample[];
  readonly good: readonly RuleExample[];
}

/**
 * A document, or what stands in one section of it. What a finding must point at is marked in `xml`: `exists-action="«skip»"`.
 */
export interface RuleExample {
  /** One sentence for the page, where the XML needs it. */
  readonly title?: string;
  readonly xml: string;
  /** Where `xml` stands when it is no whole document. Default: inbound. */
  readonly section?: SectionName;
  /** Default: checked by itself; with `project`, as a document of a subgraph. */
  readonly scope?: DocumentScope;
  readonly project?: ExampleProject;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The rest of a project, for rules that look at more than one document. */
export interface ExampleProject {
  readonly global?: string;
  readonly base?: string;
  readonly fragments?: Readonly<Record<string, string>>;
  /** Plain text, or null for a secret. */
  readonly namedValues?: Readonly<Record<string, string | null>>;
}

export interface BadExample extends RuleExample {
  /** `xml` after the fixes of its findings. */
  readonly fixed?: string;
}

/** Declares a rule. */
export function defineRule<const Options extends RuleOptions = Record<never, never>>(
  definition: RuleDefinition<Options>,
): RuleDefinition<Options> {
  return definition;
}

/** The name of a rule's file and of its page: `variable-never-read` for `variable/never-read`. */
export const ruleName = ({ code }: Pick<RuleDefinition, 'code'>): string => code.replace('/', '-');
