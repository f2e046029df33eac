import type { Host } from '../../host.ts';
import { member } from '../define.ts';
import { argumentNull, invalidOperation } from '../failures.ts';
import type { StringReader } from '../io/reader.ts';
import type { StringWriter } from '../io/writer.ts';
import { XDocument } from './tree/container.ts';
import type { XNode } from './tree/node.ts';
import { writeNode, type XmlLayout } from './write.ts';

type Reader = StringReader | null;
type Writer = StringWriter | null;

/** SaveOptions.DisableFormatting. */
const disableFormatting = 1;

export const rest = (reader: Reader, parameter: string): string => (reader ?? argumentNull(parameter)).readToEnd();

/**
 * Writes a tree with a declaration. It says UTF-16 whatever the tree's own declaration says, as that is what texts in memory
 * are; only whether the document stands alone is taken over.
 */
export function saveTo(host: Host, writer: Writer, node: XNode, layout: XmlLayout): void {
  const text = writeNode(node, layout);
  if (text === '') invalidOperation('Token EndDocument in state Document would result in an invalid XML document.');
  const alone = node instanceof XDocument ? (node.declaration?.standalone ?? '') : '';
  const declaration = `<?xml version="1.0" encoding="utf-16"${alone === '' ? '' : ` standalone="${alone}"`}?>`;
  (writer ?? argumentNull('output')).write(host.budget, `${declaration}${layout === 'indented' ? '\n' : ''}${text}`);
}

const save = (host: Host, node: XNode, writer: Writer, options: number): void =>
  saveTo(host, writer, node, (options & disableFormatting) === 0 ? 'indented' : 'compact');

const whole = { host: true } as const;

/** Reading from a TextReader and writing to a TextWriter, for elements and documents alike. */
export const loadSaveRows = <T extends XNode>(type: string, parse: (host: Host, text: string, options: number) => T) => ({
  load: member(
    `static ${type} Load(TextReader textReader)`,
    (host: Host, reader: Reader) => parse(host, rest(reader, 'input'), 0),
    'Reads what is left of a text.',
    whole,
  ),
  loadOptions: member(
    `static ${type} Load(TextReader textReader, LoadOptions options)`,
    (host: Host, reader: Reader, options: number) => parse(host, rest(reader, 'input'), options),
    'Reads what is left of a text.',
    whole,
  ),
  save: member(
    'void Save(TextWriter textWriter)',
    (host: Host, node: T, writer: Writer) => save(host, node, writer, 0),
    'Writes it with a declaration, indented.',
    whole,
  ),
  saveOptions: member('void Save(TextWriter textWriter, SaveOptions options)', save, 'Writes it with a declaration.', whole),
});
