/** How much a finding weighs. Only an error stops a compile. */
export type Severity = 'error' | 'warning' | 'info';

/** The names in braces of a message text, e.g. `header` in '`{header}` is deleted'. */
export type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

/** What fills the holes of a message. */
export type Params<Hole extends string> = Readonly<Record<Hole, string | number>>;

/**
 * A kind of finding, declared beside the policy or rule that reports it. `code` is stable, in slash form, and never reused.
 * `text` starts lower case, has no final period, and puts user input in backticks; `help` says what would be right.
 */
export interface Message<Hole extends string = string> {
  readonly code: string;
  readonly severity: Severity;
  readonly text: string;
  readonly help?: string;
  /** Never set: carries the names of the holes for {@link Params}. */
  readonly holes?: () => Hole;
}

/** Declares a message. The holes of its text and of its help become the typed parameters of a report. */
export const message = <const Text extends string, const Help extends string = ''>(
  code: string,
  severity: Severity,
  text: Text,
  help?: Help,
): Message<Holes<Text> | Holes<Help>> => (help === undefined ? { code, severity, text } : { code, severity, text, help });

/** Fills the holes of `text`. A hole without a value stays as it is, which a test would show. */
export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (hole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : hole));
}
