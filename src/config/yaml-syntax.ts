import type { YAMLError } from 'yaml';
import { type Message, message } from '../diagnostics/message.ts';

const tab = message('config/yaml-tab', 'error', 'a tab is used as indentation', 'indent with blanks; YAML allows no tabs there');
export const indent = message(
  'config/yaml-indent',
  'error',
  'the indentation fits nothing above',
  'keys of one map begin in the same column, and what belongs to a key stands further to the right',
);
export const quote = message('config/yaml-quote', 'error', 'a quotation mark is not closed', 'close the text with the mark it began with');
export const bracket = message(
  'config/yaml-bracket',
  'error',
  'a `{` or `[` is not closed, or something in it is not separated by a comma',
  'check the brackets and commas',
);
const noValue = message(
  'config/yaml-colon',
  'error',
  'this line has no `:` and no value',
  'write `key: value`, with a blank after the colon',
);
const manyLines = message(
  'config/yaml-key-lines',
  'error',
  'a key must stand on one line, with a `:` behind it',
  'a `:` or a quotation mark is missing here or in the line above',
);
const twoColons = message(
  'config/yaml-two-colons',
  'error',
  'there are two `: ` in one line',
  'put a value that holds `: ` in quotes, or begin a new line for a nested map',
);
const start = message('config/yaml-start', 'error', 'a value cannot begin with this character', 'put the value in quotes');
const badEscape = message(
  'config/yaml-escape',
  'error',
  'this is no escape sequence',
  'write a backslash as `\\\\`, or put the text in single quotes',
);
const alias = message(
  'config/yaml-alias',
  'error',
  'this alias or anchor is malformed',
  'define a value once with `&name` and repeat it later with `*name`',
);
const tag = message('config/yaml-tag', 'error', 'tags (`!name`) mean nothing here', 'remove it');
const documents = message('config/yaml-documents', 'error', 'a second document begins here', 'keep one document in the file');
const depth = message('config/yaml-depth', 'error', 'values are nested too deep', 'the configuration needs no more than ten levels');
const mapKey = message('config/yaml-key', 'error', 'a key must be plain text in front of a `:`');
const reference = message(
  'config/yaml-reference',
  'error',
  'a reference without quotes stands between `{` and `}` or `[` and `]`',
  'put it in quotes: its braces mean something there',
);
/** Said only when nothing better is known. */
export const unexpected = message(
  'config/yaml-syntax',
  'error',
  'this is not expected here',
  'check quotation marks, colons and brackets, here and in the line above',
);

const byCode: Readonly<Partial<Record<YAMLError['code'], Message>>> = {
  TAB_AS_INDENT: tab,
  BAD_INDENT: indent,
  MULTILINE_IMPLICIT_KEY: manyLines,
  BLOCK_AS_IMPLICIT_KEY: twoColons,
  BAD_SCALAR_START: start,
  BAD_DQ_ESCAPE: badEscape,
  BAD_ALIAS: alias,
  ALIAS_PROPS: alias,
  MULTIPLE_ANCHORS: alias,
  TAG_RESOLVE_FAILED: tag,
  BAD_COLLECTION_TYPE: tag,
  MULTIPLE_TAGS: tag,
  MULTIPLE_DOCS: documents,
  RESOURCE_EXHAUSTION: depth,
  NON_STRING_KEY: mapKey,
};

/** Our wording for an error of the YAML reader. Its own text is only looked at where one code means several things. */
export function wording(error: YAMLError, text: string): Message {
  const line = text.slice(text.lastIndexOf('\n', Math.max(0, error.pos[0] - 1)) + 1, error.pos[0] + 1);
  if (error.code !== 'TAB_AS_INDENT' && /[[{].*[:,[]\s*\$\{?[^"']*$/.test(line)) return reference;
  if (error.code === 'MISSING_CHAR') {
    if (/closing ['"]quote/.test(error.message)) return quote;
    return /followed by map values/.test(error.message) ? noValue : bracket;
  }
  if (error.code === 'BAD_INDENT' && /Flow (map|sequence)/.test(error.message)) return bracket;
  return byCode[error.code] ?? unexpected;
}

/** What the tree builder reports itself. */
export const structure = {
  depth,
  mapKey,
  twice: message('config/duplicate-key', 'error', '`{key}` is there twice', 'keep one of them'),
  unknownAlias: message(
    'config/yaml-alias-unknown',
    'error',
    'this alias names nothing above it',
    'define a value with `&name` earlier in the file, and repeat it with `*name`',
  ),
  tooMuch: message('config/yaml-aliases', 'error', 'the aliases of this file repeat too much', 'write the values out'),
  tooLong: message('config/too-large', 'error', 'the file has more than {most} characters'),
  empty: message('config/empty-file', 'error', 'the file is empty', 'a configuration names at least one subgraph'),
} as const;
