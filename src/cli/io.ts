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
  /** Resolves when the process is asked to stop (SIGINT or SIGTERM). */
  readonly stopped: Promise<void>;
}
