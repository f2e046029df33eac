import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, GraphQLError, Kind, parse, type SelectionSetNode } from 'graphql';

/** Pairs of fields that validation may have to compare: about 700 of one name, and some fifty milliseconds. */
const mostPairs = 250_000;

/** Fields that are looked at to find out; fragments can make many out of few. */
const mostFields = 100_000;

/** As deep as any limit lets an operation be. */
const mostLevels = 1_000;

/** A text of fewer characters cannot hold so many. */
const alwaysFits = 1_400;

/** Texts that are remembered to be harmless, by whatever names them. */
const mostKnown = 10_000;

/** What keeps a document from being read: it would take the parser's stack, or too long to validate. */
export type DocumentForm = 'good' | 'nested' | 'repetitive';

/**
 * Judges documents before they are parsed for good. Parsing and all that follows goes through brackets by recursion, and validation compares
 * all fields of one name in one place with each other (GraphQL §5.3.2): a second's work, for a document that no other limit refuses.
 */
export class DocumentForms {
  readonly #most: { readonly tokens: number; readonly brackets: number };
  readonly #digest: (text: string) => string;
  readonly #known = new Set<string>();

  /** `brackets`: how many may be open at once. */
  constructor(most: { readonly tokens: number; readonly brackets: number }, digest: (text: string) => string) {
    this.#most = most;
    this.#digest = digest;
  }

  /** What does not parse is good: the parser has better words for it. */
  judge(text: string): DocumentForm {
    if (nests(text, this.#most.brackets)) return 'nested';
    if (text.length < alwaysFits) return 'good';
    const name = this.#digest(text);
    if (this.#known.has(name)) return 'good';
    if (!comparable(text, this.#most.tokens)) return 'repetitive';
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.add(name);
    return 'good';
  }
}

/** Whether more than `most` brackets are open at once, outside of strings and comments. */
function nests(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '#':
        at = endOfLine(text, at);
        break;
      case '"':
        at = text.startsWith('"""', at) ? endOfBlock(text, at + 3) : endOfString(text, at + 1);
        break;
      case '{':
      case '[':
      case '(':
        if (++open > most) return true;
        break;
      case '}':
      case ']':
      case ')':
        open--;
        break;
    }
  }
  return false;
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The quotation mark that ends a string; a string that does not end on its line is an error for the parser. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n' && text[at] !== '\r') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** The last of the three marks that end a block string; `\"""` is a part of it. */
function endOfBlock(text: string, from: number): number {
  let at = text.indexOf('"""', from);
  while (at > 0 && text[at - 1] === '\\') at = text.indexOf('"""', at + 3);
  return at < 0 ? text.length : at + 2;
}

function comparable(text: string, mostTokens: number): boolean {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true, maxTokens: mostTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return true;
    throw error;
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const budget = { pairs: mostPairs, fields: mostFields };
  return document.definitions.every((each) => !('selectionSet' in each) || compared([each.selectionSet], fragments, budget));
}

/** Counts what is compared in sets of fields that answer in one place, and below. */
function compared(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  budget: { pairs: number; fields: number },
  level = 0,
): boolean {
  // Fragments in a circle, which validation refuses.
  if (level > mostLevels) return false;
  const byName = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const open = [...sets];
  for (let set = open.pop(); set !== undefined; set = open.pop()) {
    for (const selection of set.selections) {
      if (--budget.fields < 0) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        // Once in a place: a second spread adds nothing to compare, and a circle ends.
        if (fragment !== undefined && !spread.has(selection.name.value)) open.push(fragment.selectionSet);
        spread.add(selection.name.value);
      } else {
        const name = selection.alias?.value ?? selection.name.value;
        const before = byName.get(name);
        if (before === undefined) byName.set(name, [selection]);
        else before.push(selection);
      }
    }
  }
  for (const fields of byName.values()) {
    budget.pairs -= (fields.length * (fields.length - 1)) / 2;
    if (budget.pairs < 0) return false;
    const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (below.length > 0 && !compared(below, fragments, budget, level + 1)) return false;
  }
  return true;
}
