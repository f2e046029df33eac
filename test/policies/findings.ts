import { createLibrary } from '../../src/cli/library.ts';
import { check } from '../../src/compiler/compile.ts';
import { Source } from '../../src/diagnostics/source.ts';

const library = createLibrary();

/** What is found in policies of a section, each as `severity code text`; nothing outside the document is known. */
export function findingsIn(xml: string, section = 'inbound'): readonly string[] {
  const source = new Source('x.xml', `<policies><${section}>${xml}</${section}></policies>`);
  const facts = { library, fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' } as const;
  return check(source, undefined, facts, { unsupported: 'warning' }).findings.map(
    ({ severity, code, span }) => `${severity} ${code} ${source.text.slice(span.start, span.end)}`,
  );
}
