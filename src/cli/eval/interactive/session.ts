import { typeText } from '../../../compiler/2-check/types/type-text.ts';
import { UsageError } from '../../exit.ts';
import { createLibrary } from '../../library.ts';
import { paint } from '../../paint.ts';
import { findingsText } from '../../reports/pretty.ts';
import { compileExpressions } from '../compile-expressions.ts';
import type { FixtureFile } from '../fixture-file.ts';
import { evaluate } from '../outcome.ts';
import { analyse } from './analysis.ts';
import { type CommandName, commandNames, helpText } from './commands.ts';
import { type Completion, complete, typeNamed } from './complete.ts';
import { asExpression } from './input.ts';
import { membersText } from './members.ts';

export interface SessionOptions {
  readonly color: boolean;
  readonly write: (text: string) => void;
  /** Reads another context. Throws {@link UsageError}. */
  readonly readFixture: (path: string | undefined) => FixtureFile;
  readonly fixture: FixtureFile;
}

/** Answers what a person types, one whole expression or command at a time. What it knows of terminals is whether they show colours. */
export class EvalSession {
  readonly #library = createLibrary();
  readonly #options: SessionOptions;
  #fixture: FixtureFile;
  readonly #secrets: string[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#fixture = options.fixture;
    this.#secrets.push(...options.fixture.secrets);
  }

  /** Texts of the contexts so far that a history must not keep. */
  get secrets(): readonly string[] {
    return this.#secrets;
  }

  complete(text: string): Completion {
    return complete(text, this.#library);
  }

  /** Answers a text. Resolves with whether to go on. */
  async answer(text: string): Promise<'go on' | 'end'> {
    const trimmed = text.trim();
    if (trimmed === '') return 'go on';
    if (!trimmed.startsWith(':')) {
      await this.#evaluate(text);
      return 'go on';
    }
    const [, name = '', rest = ''] = /^(:\S*)\s*(.*)$/s.exec(trimmed) ?? [];
    if (name === ':quit') return 'end';
    if (commandNames.includes(name)) this.#command(name as Exclude<CommandName, ':quit'>, rest);
    else this.#options.write(`there is no command ${name}; :help lists them\n`);
    return 'go on';
  }

  async #evaluate(text: string): Promise<void> {
    const { color, write } = this.#options;
    const ink = paint(color);
    const [evaluable] = await compileExpressions([asExpression(text)], this.#library);
    if (evaluable === undefined) throw new Error('an expression was compiled to nothing');
    if (evaluable.findings.length > 0) write(findingsText(evaluable.findings, { color }));
    if (evaluable.kind === 'refused') return;
    const outcome = evaluate(evaluable, () => this.#fixture.context(Date.now(), (message) => write(`trace: ${message}\n`)));
    if ('throws' in outcome) write(`${ink.red(outcome.throws)}: ${outcome.message}\n`);
    else if ('unsupported' in outcome) write(`${ink.red(outcome.unsupported)}\n`);
    else if ('compileError' in outcome) write(`${ink.red(outcome.message)}\n`);
    else write(`${outcome.type === null ? 'null' : shown(outcome)} ${ink.dim(`: ${evaluable.type}`)}\n`);
  }

  #command(name: Exclude<CommandName, ':quit'>, rest: string): void {
    const { write, color } = this.#options;
    switch (name) {
      case ':help':
        write(helpText());
        return;
      case ':type':
        write(this.#typeOf(rest, (type) => `${typeText(type)}\n`, color));
        return;
      case ':members': {
        const type = /^[\w.]+$/.test(rest) ? typeNamed(rest, this.#library) : undefined;
        write(
          type === undefined ? this.#typeOf(rest, (found) => membersText(found, this.#library), color) : membersText(type, this.#library),
        );
        return;
      }
      case ':context':
        this.#changeContext(rest);
    }
  }

  #typeOf(text: string, answer: (type: Parameters<typeof typeText>[0]) => string, color: boolean): string {
    const { bound, findings } = analyse(asExpression(text), this.#library);
    if (bound === undefined || findings.some(({ severity }) => severity === 'error')) return findingsText(findings, { color });
    return answer(bound.type);
  }

  #changeContext(path: string): void {
    try {
      const fixture = this.#options.readFixture(path === '' ? undefined : path);
      fixture.context(Date.now());
      this.#fixture = fixture;
      this.#secrets.push(...fixture.secrets);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#options.write(`${error.message}\n`);
    }
  }
}

const shown = ({
  type,
  string,
  json,
}: {
  readonly type: string | null;
  readonly string: string | null;
  readonly json?: unknown;
}): string => {
  if (type === 'System.String') return JSON.stringify(string);
  return string === null || (Array.isArray(json) && string.startsWith('System.')) ? JSON.stringify(json) : string;
};
