import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Source } from '../../diagnostics/source.ts';
import type { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';

/** A schema file that was read. */
export interface SchemaText {
  /** Relative to the working folder. */
  readonly file: string;
  readonly sdl: string;
}

/** Why schemas do not compose, as findings in their files. What is about the whole points at the start of the first file. */
export function compositionFindings({ findings }: CompositionFailure, schemas: readonly SchemaText[]): readonly Diagnostic[] {
  const sources = new Map(schemas.map(({ file, sdl }) => [file, new Source(file, sdl)]));
  const whole = { source: sources.get(schemas[0]?.file ?? '') ?? new Source('schema.graphql', ''), span: { start: 0, end: 0 } };
  return findings.map(({ code, message, help, places }): Diagnostic => {
    const found = places.flatMap(({ file, start, end }) => {
      const source = sources.get(file);
      return source === undefined ? [] : [{ source, span: { start, end: firstLineEnd(source.text, start, end) } }];
    });
    const [first = whole, ...others] = found;
    return {
      code: `composition/${code.toLowerCase().replaceAll('_', '-')}`,
      severity: 'error',
      message: worded(message),
      ...(help === undefined ? {} : { help }),
      ...first,
      ...(others.length === 0 ? {} : { related: others.map((place) => ({ ...place, message: 'and here' })) }),
    };
  });
}

/** As our own messages are: one line, no capital at the start, no period at the end. */
const worded = (text: string): string =>
  text
    .replace(/\s*\n\s*(?:- )?/g, ' ')
    .replace(/^Syntax Error: [A-Z]|^[A-Z](?=[a-z])/, (start) => start.toLowerCase())
    .replace(/\.$/, '');

/** A finding about a type is shown at its head, not over all of its lines. */
function firstLineEnd(text: string, start: number, end: number): number {
  const line = text.slice(start, end).search(/\r|\n/);
  return line < 0 ? end : start + line;
}
