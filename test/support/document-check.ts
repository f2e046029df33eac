import { createLibrary } from '../../src/cli/library.ts';
import { check } from '../../src/compiler/compile.ts';
import { Source } from '../../src/diagnostics/source.ts';

/** What is wrong with a document that stands alone, each as `code: message`. */
export const errorsIn = (text: string): readonly string[] =>
  check(
    new Source('example.xml', text),
    undefined,
    { library: createLibrary(), fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' },
    { unsupported: 'warning' },
  )
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`);
