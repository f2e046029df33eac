/** One line that a policy writes for people who watch: `<trace>`, `context.Trace()`. Whoever makes the port keeps the tokens out that policies were given. */
export interface TraceEntry {
  readonly source: string;
  readonly severity: 'verbose' | 'information' | 'error';
  readonly message: string;
  readonly metadata: readonly (readonly [name: string, value: string])[];
  /** Document and line of the policy that wrote it. */
  readonly at: string;
}

export type Trace = (entry: TraceEntry) => void;
