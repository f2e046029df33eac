import { XMLValidator } from 'fast-xml-parser';
import type { Report } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import type { Source } from '../../../diagnostics/source.ts';
import { point } from '../../../diagnostics/span.ts';
import { buildTree } from './build-tree.ts';
import { checkCharacters } from './characters.ts';
import type { Manner } from './cursor.ts';
import { blankExpressions, demandEscapes, needsRawXml, warnOfMixture } from './escaping.ts';
import { Ledger } from './ledger.ts';
import { lex } from './lex.ts';
import { type Nested, nest } from './nesting.ts';
import type { Escapes } from './references.ts';
import type { Token } from './tokens.ts';
import type { Dialect, Document } from './tree.ts';
import { ValueReader } from './value.ts';

export interface XmlOptions {
  /** `auto` (the default) means `xml` when the text is well-formed XML as it stands, else `rawxml`. */
  readonly dialect?: 'auto' | Dialect;
}

/** The longest document, in UTF-16 units. The service takes half of this for a fragment; no published document has a tenth. */
const longest = 1024 * 1024;

/** How deep elements may be nested. Policies need about twenty; a payload in `set-body` may add to that. */
const deepest = 64;

const tooLarge = message(
  'xml/too-large',
  'error',
  'the document has {length} characters; {limit} is the limit',
  'move parts of it into fragments',
);

const notWellFormed = message(
  'xml/not-well-formed',
  'error',
  'the document is not well-formed XML: {reason}',
  'around its expressions a document is XML 1.0',
);

/**
 * Reads a policy document. Never throws: whatever the text, there is a tree, and everything wrong with it is reported.
 *
 * A document that is XML as it stands is read as XML: bounds of values first, then escapes, then expressions. In any other the
 * expressions come first, found by the rules of C#; what is around them has to be XML. A strict parser has the last word in both cases,
 * over the text with the expressions blanked out; the tree is our own, since no parser gives the places of attributes and texts, or goes
 * on behind a fault.
 */
export function parseXml(source: Source, report: Report, options: XmlOptions = {}): Document {
  const { text } = source;
  const asked = options.dialect ?? 'auto';
  if (text.length > longest) {
    report(tooLarge, point(0), { length: text.length, limit: longest });
    return { dialect: asked === 'auto' ? 'xml' : asked, roots: [], children: [] };
  }
  const strict = asked === 'rawxml' ? undefined : readStrictly(source);
  const { ledger, tokens, nested } = strict ?? readTolerantly(source);
  checkCharacters(text, ledger.report);

  const raw = strict === undefined && needsRawXml(text, tokens);
  if (raw && asked === 'xml') demandEscapes(source, tokens, ledger.report);
  else if (raw) warnOfMixture(source, tokens, ledger.report);

  const dialect = asked === 'auto' ? (strict === undefined ? 'rawxml' : 'xml') : asked;
  const escapes: Escapes = asked === 'rawxml' || (raw && asked === 'auto') ? 'named' : 'all';
  const document = buildTree(source, dialect, nested, new ValueReader(source, ledger.report, escapes), ledger.report, deepest);
  if (strict === undefined && !ledger.failed) validate(blankExpressions(text, tokens), text, ledger.report);
  ledger.release(report, text.length);
  return document;
}

/** One reading of a document, with all that was found wrong on the way. */
interface Reading {
  readonly ledger: Ledger;
  readonly tokens: readonly Token[];
  readonly nested: Nested;
}

function read(source: Source, manner: Manner): Reading {
  const ledger = new Ledger();
  const halted = () => ledger.full || (manner === 'strict' && ledger.failed);
  const cursor = { source, text: source.text, manner, report: ledger.report, halted, at: 0, patience: 200, enclosing: undefined };
  const tokens = lex(cursor);
  // What a reading that ended early did not reach is not missing.
  const complete = cursor.at >= source.text.length;
  const nested = nest(source.text, tokens, deepest);
  return { ledger, tokens, nested: complete ? nested : { ...nested, faults: [] } };
}

/** The reading as XML, if the document is well-formed XML. */
function readStrictly(source: Source): Reading | undefined {
  const reading = read(source, 'strict');
  if (reading.ledger.failed || reading.nested.faults.length > 0) return undefined;
  if (reading.nested.children.filter((node) => node.kind === 'element').length !== 1) return undefined;
  return XMLValidator.validate(source.text) === true ? reading : undefined;
}

/** The reading that mends faults. When tags do not match, looking for lost ones may explain it with no more errors, at better places. */
function readTolerantly(source: Source): Reading {
  const tolerant = read(source, 'tolerant');
  if (tolerant.nested.faults.length === 0) return tolerant;
  const guessing = read(source, 'guessing');
  return weight(guessing) <= weight(tolerant) ? guessing : tolerant;
}

const weight = ({ ledger, nested }: Reading): number => ledger.errors + nested.faults.length;

/** Asks the strict parser whether it finds anything that we did not. */
function validate(safe: string, text: string, report: Report): void {
  const verdict = XMLValidator.validate(safe);
  if (verdict === true) return;
  const { msg, line, col } = verdict.err;
  const lines = text.split(/(?<=\r?\n)/).slice(0, Math.max(0, line - 1));
  const at = Math.min(text.length, lines.reduce((sum, { length }) => sum + length, 0) + Math.max(0, col - 1));
  report(notWellFormed, point(at), { reason: msg.replace(/\.$/, '') });
}
