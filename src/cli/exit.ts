/** What a command ends with. Never a count. */
export const exit = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;
export type Exit = (typeof exit)[keyof typeof exit];

/** A mistake in how a command was called or in what it was given: one sentence for the user, exit status 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What would be right. */
  readonly help: string | undefined;

  constructor(text: string, help?: string) {
    super(text);
    this.help = help;
  }
}
