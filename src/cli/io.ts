/** Where a person types. */
export interface Typing {
  readonly input: NodeJS.ReadableStream;
  /** Where the prompt and what is typed are shown. */
  readonly output: NodeJS.WritableStream;
  /** Whether it is a terminal, with keys that edit; else lines arrive whole. */
  readonly isTerminal: boolean;
}

/** Where a command reads and writes. Given, so that tests run commands in their own process. */
export interface Io {
  /** Results: what another program may read. */
  readonly out: (text: string) => void;
  /** Everything meant for a person beside the result: progress, warnings, errors. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Whether each of the two is a terminal that shows colours (and nobody set NO_COLOR). */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Whether `err` is a terminal, where progress may be drawn. */
  readonly interactive: boolean;
  /** Standard input, for the one command that converses. */
  readonly typing?: Typing;
  /** Resolves when the process is asked to stop (SIGINT or SIGTERM). */
  readonly stopped: Promise<void>;
}
