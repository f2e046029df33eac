import { parseXml } from '../../../compiler/1-parse/xml/parse.ts';
import type { Element } from '../../../compiler/1-parse/xml/tree.ts';
import { Findings } from '../../../diagnostics/diagnostic.ts';
import { Source } from '../../../diagnostics/source.ts';
import { isOperation } from './guard.ts';

export const sections = ['inbound', 'backend', 'outbound', 'on-error'] as const;
export type Section = (typeof sections)[number];

/** A document whose parts can be told apart. */
export interface Parsed {
  readonly text: string;
  readonly dialect: 'xml' | 'rawxml';
  readonly root: Element;
  readonly sections: ReadonlyMap<string, Element>;
}

/** Reads a document. Undefined when it is not sound, or no `<policies>`. */
export function parsed(text: string): Parsed | undefined {
  const source = new Source('document.xml', text);
  const findings = new Findings();
  const document = parseXml(source, findings.reporter(source));
  if (findings.failed || document.root?.name !== 'policies') return undefined;
  const elements = document.root.children.filter((node) => node.kind === 'element');
  return { text, dialect: document.dialect, root: document.root, sections: new Map(elements.map((element) => [element.name, element])) };
}

/** A document that only inherits. */
export const inheriting = `<policies>
  <inbound>
    <base />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;

/** In place of a document that is not in the export: it may have kept somebody out. */
export const refusing = `<policies>
  <inbound>
    <!-- The policies that stood here are not in the export. Write them, then take this away. -->
    <return-response>
      <set-status code="501" reason="Not Implemented" />
    </return-response>
  </inbound>
</policies>
`;

/** What stands before and behind `<base />` in a section of an operation's document. */
export interface Wrapping {
  readonly section: Section;
  readonly before: string;
  readonly after: string;
}

/** The document of an operation as what it wraps around that of its API. A text says why that cannot be done. */
export function wrappingsOf(document: Parsed): readonly Wrapping[] | string {
  const found: Wrapping[] = [];
  for (const section of sections) {
    const element = document.sections.get(section);
    const children = element?.children.filter((node) => node.kind === 'element') ?? [];
    if (children.some(({ name }) => name === 'cors')) return 'it has `<cors>`, which counts only where it stands directly in `inbound`';
    const base = children.find(({ name }) => name === 'base');
    const answers = section === 'inbound' && /^(?:return|mock)-response$/.test(children.at(-1)?.name ?? '');
    if (element === undefined || (base === undefined && !answers))
      return `its \`${section}\` has no \`<base />\`, so the policies of the API would have to be left out for it`;
    // What ends in an answer never comes to the policies of the API.
    const before = document.text.slice(element.innerSpan.start, (base?.span ?? { start: element.innerSpan.end }).start);
    const after = base === undefined ? '' : document.text.slice(base.span.end, element.innerSpan.end);
    if (section === 'backend' && `${before}${after}`.trim() !== '') return 'its `backend` does more than to inherit';
    if (`${before}${after}`.trim() !== '') found.push({ section, before, after });
  }
  return found;
}

/** An operation with what its document wraps around that of its API. */
export interface OperationWrapping {
  readonly id: string;
  readonly wrappings: readonly Wrapping[];
}

/** Puts texts at the beginning and the end of sections. A section that is not there inherits nothing, and is made. */
export function merged(api: Parsed, guard: string, operations: readonly OperationWrapping[]): string {
  const edits: Edit[] = [];
  for (const section of sections) {
    const first = (section === 'inbound' ? guard : '') + chosen(operations, section, ({ before }) => before);
    const last = chosen(operations, section, ({ after }) => after);
    if (first !== '' || last !== '') edits.push(...put(api, section, first, last));
  }
  let text = api.text;
  for (const { from, to, text: fresh } of edits.sort((one, other) => other.from - one.from))
    text = text.slice(0, from) + fresh + text.slice(to);
  return text;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function put({ text, root, sections: known }: Parsed, section: Section, first: string, last: string): readonly Edit[] {
  const element = known.get(section);
  const whole = `<${section}>\n${first}${last}  </${section}>`;
  if (element === undefined) return [{ from: root.innerSpan.start, to: root.innerSpan.start, text: `\n  ${whole}` }];
  if (element.selfClosing) return [{ from: element.span.start, to: element.span.end, text: whole }];
  const begin = element.innerSpan.start;
  const end = endOfContent(text, element);
  const edits: Edit[] = [];
  if (last !== '') edits.push({ from: end, to: end, text: `\n${last.trimEnd()}` });
  if (first !== '') edits.push({ from: begin, to: begin, text: `\n${first.trimEnd()}${end === begin ? '\n  ' : ''}` });
  return edits;
}

/** Before the blanks in front of the end tag, so that the tag stays where it is. */
function endOfContent(text: string, { innerSpan: { start, end } }: Element): number {
  const inner = text.slice(start, end);
  return start + inner.trimEnd().length;
}

function chosen(operations: readonly OperationWrapping[], section: Section, part: (wrapping: Wrapping) => string): string {
  const cases = operations.flatMap(({ id, wrappings }) => {
    const text = wrappings
      .filter((one) => one.section === section)
      .map(part)
      .join('');
    return hasElement(text) ? [`      <when condition='@(${isOperation(id)})'>\n${indented(text)}\n      </when>\n`] : [];
  });
  return cases.length === 0 ? '' : `    <choose>\n${cases.join('')}    </choose>\n`;
}

/** Comments alone are no policies. */
const hasElement = (text: string): boolean => /<[A-Za-z]/.test(text.replaceAll(/<!--[\s\S]*?-->/g, ''));

/** Without the empty lines around it. Lines keep their own blanks: they may stand in a body. */
const indented = (text: string): string => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
