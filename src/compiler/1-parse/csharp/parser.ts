import type { Extra, Report } from '../../../diagnostics/diagnostic.ts';
import type { Message, Params } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { Name } from './ast.ts';
import { hint } from './hints.ts';
import { type Feature, newerSyntax } from './newer-syntax.ts';
import type { CodeInput } from './scanner.ts';
import { expectedName, expectedToken, keywordAsName, tooDeep } from './syntax-messages.ts';
import { isKeyword, isQueryWord, type Keyword, type Punctuator, type Token, type TokenKind } from './tokens.ts';

/** How deep brackets, statements and operators may nest: well within the stack of whatever walks the tree afterwards. */
const deepestNesting = 200;
/** How high a tree may grow to the left, as `a + b + c + …` and `a.B().C().…` do without nesting. */
const highestTree = 500;

/** What would end the construct being parsed. It decides the C# code for something that cannot stand there. */
export type Closing = ')' | ',' | ';' | 'hole';

const missingCodes: Readonly<Record<Closing, string>> = { ')': 'CS1026', ',': 'CS1003', ';': 'CS1002', hole: 'CS1073' };

const tokenCodes: Readonly<Record<string, string>> = { ';': 'CS1002', ')': 'CS1026', '{': 'CS1514', '}': 'CS1513' };

/**
 * The state that the parts of the parser share: a cursor over tokens, and the means to complain. Errors follow the reference compiler in
 * code and place, so that what comes first there comes first here; unlike it, one broken spot is reported once. The grammar is
 * recursive, so the files that parse it import each other; they hold functions only, and nothing runs on import.
 */
export class Parser {
  readonly #input: CodeInput;
  readonly #report: Report;
  #tokens: readonly Token[];
  #index = 0;
  #token: Token;
  #depth = 0;
  #abandoned = false;
  #muted = 0;
  /** The token at which something was last found missing: what is missing behind it is a consequence. */
  #broken: Token | undefined;
  /** The last token taken was flawed: what seems to be missing behind it may be inside it. */
  #behindFlaw = false;
  /** Where the last token taken ended, as an offset into the code. */
  lastEnd = 0;
  /** The height of the highest subtree built so far inside the expression being parsed. */
  height = 0;
  /** How many query expressions are open here; inside one, `select` and its like are keywords. */
  queries = 0;
  /** Inside an `async` function `await` is an operator. */
  inAsync = false;
  /** Whose body is being parsed: `await` and `yield` mean something else in each. */
  inside: 'expression' | 'lambda' | 'local-function' = 'expression';
  closing: Closing = ';';
  /** The hole being parsed ends at a colon. */
  colonEndsHole = false;

  constructor(input: CodeInput, tokens: readonly Token[], report: Report) {
    this.#input = input;
    this.#report = report;
    this.#tokens = tokens;
    this.#token = this.peek(0);
  }

  // ------------------------------------------------------------------------------------------------------------- cursor

  get token(): Token {
    return this.#token;
  }

  get index(): number {
    return this.#index;
  }

  get tokens(): readonly Token[] {
    return this.#tokens;
  }

  /** The token `ahead` of here; beyond the end, the end. */
  peek(ahead: number): Token {
    const found = this.#tokens[this.#index + ahead] ?? this.#tokens[this.#tokens.length - 1];
    if (found === undefined) throw new Error('a token list ends with an end token');
    return found;
  }

  at(kind: TokenKind): boolean {
    return this.#token.kind === kind;
  }

  atContextual(word: string): boolean {
    return this.#token.contextual === word;
  }

  #moveTo(tokens: readonly Token[], index: number): void {
    this.#tokens = tokens;
    this.#index = index;
    this.#token = this.peek(0);
  }

  /** Takes the token here; the end stays where it is. */
  next(): Token {
    const taken = this.#token;
    if (taken.kind !== 'end') {
      this.lastEnd = taken.end;
      this.#behindFlaw = taken.flawed;
      this.#index++;
      this.#token = this.peek(0);
    }
    return taken;
  }

  tryNext(kind: TokenKind): Token | undefined {
    return this.at(kind) ? this.next() : undefined;
  }

  /** True for an identifier that is not, inside a query, one of the query's keywords. */
  isName(token: Token): boolean {
    return token.kind === 'identifier' && !(this.queries > 0 && isQueryWord(token));
  }

  /** Parses other tokens, those of a hole, with the same state, and comes back. */
  within<T>(tokens: readonly Token[], muted: boolean, parse: () => T): T {
    const { closing, colonEndsHole, lastEnd } = this;
    const saved = { tokens: this.#tokens, index: this.#index, behindFlaw: this.#behindFlaw };
    this.#moveTo(tokens, 0);
    this.closing = 'hole';
    if (muted) this.#muted++;
    const result = parse();
    if (muted) this.#muted--;
    this.#moveTo(saved.tokens, this.#abandoned ? saved.tokens.length - 1 : saved.index);
    this.#behindFlaw = saved.behindFlaw;
    this.lastEnd = lastEnd;
    this.closing = closing;
    this.colonEndsHole = colonEndsHole;
    return result;
  }

  // -------------------------------------------------------------------------------------------------------------- spans

  span(start: number, end: number): Span {
    return { start: this.#input.toSource(start), end: this.#input.toSource(Math.max(start, end)) };
  }

  spanOf(token: Token): Span {
    return this.span(token.start, token.end);
  }

  /** From `start` to the end of the last token taken. */
  from(start: number): Span {
    return this.span(start, this.lastEnd);
  }

  /** From the beginning of a part that is parsed already to the end of the last token taken. */
  after(part: Span): Span {
    return { start: part.start, end: Math.max(part.end, this.#input.toSource(this.lastEnd)) };
  }

  /** Where something missing is pointed at: the token here, or, when that is on another line, the end of the line before it. */
  get gap(): Span {
    return this.token.newlineBefore ? this.span(this.lastEnd, this.lastEnd) : this.spanOf(this.token);
  }

  // ------------------------------------------------------------------------------------------------------------- errors

  complain<Text extends string>(message: Message<Text>, span: Span, params: Params<Text>, extra?: Extra): void {
    if (this.#muted === 0 && !this.#abandoned) this.#report(message, span, params, extra);
  }

  /** Reports, once for each place, that something is missing before the token here. */
  missing<Text extends string>(message: Message<Text>, params: Params<Text>, extra: Extra): void {
    const token = this.token;
    if (this.#broken === token || token.flawed || this.#behindFlaw) return;
    this.#broken = token;
    this.complain(message, this.gap, params, extra);
  }

  /** Refuses syntax of a later C#, at `span`. Without a code of its own the code is that of whatever should have closed here. */
  newer(feature: Feature, span: Span, cs: string = feature.cs): void {
    this.complain(newerSyntax, span, { feature: feature.feature, version: feature.version }, { cs, help: feature.help });
  }

  /** The C# code for a token that cannot stand here, in view of what is open. */
  get missingCode(): string {
    return missingCodes[this.closing];
  }

  /** Takes a token of the kind, or reports that it is missing. */
  expect(kind: Punctuator | Keyword, cs: string = tokenCodes[kind] ?? 'CS1003', help?: string): Token | undefined {
    const token = this.tryNext(kind);
    if (token === undefined) {
      const fix = kind === ';' ? { fix: { title: 'insert `;`', edits: [{ span: this.span(this.lastEnd, this.lastEnd), text: ';' }] } } : {};
      this.missing(expectedToken, { expected: kind, found: this.found }, { cs, ...(help === undefined ? hint(this) : { help }), ...fix });
    }
    return token;
  }

  /** Takes a contextual keyword, or reports that it is missing. */
  expectWord(word: string, cs: string): void {
    if (this.atContextual(word)) this.next();
    else this.missing(expectedToken, { expected: word, found: this.found }, { cs });
  }

  /** Takes a name, or reports that it is missing and gives an empty one. */
  name(): Name {
    const token = this.token;
    if (this.isName(token)) {
      this.next();
      return { text: token.text, span: this.spanOf(token) };
    }
    if (isKeyword(token.kind)) this.missing(keywordAsName, { keyword: token.kind }, { cs: 'CS1001' });
    else this.missing(expectedName, { found: this.found }, { cs: token.kind === 'identifier' ? 'CS1525' : 'CS1001' });
    return this.noName();
  }

  noName(): Name {
    return { text: '', span: this.span(this.lastEnd, this.lastEnd) };
  }

  /** The token here in words. Literals are not quoted: they may hold a secret. */
  get found(): string {
    const { kind, text, start, end } = this.token;
    if (kind === 'end' || start === end) return 'the end of the expression';
    if (kind === 'string-literal' || kind === 'interpolated') return 'a string';
    if (kind === 'number') return 'a number';
    if (kind === 'char-literal') return 'a character';
    if (kind === 'named-value') return 'a named value';
    return kind === 'bad' ? 'a character that C# does not know' : `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
  }

  // ------------------------------------------------------------------------------------------------------------- limits

  /** Goes one level deeper, to be left with {@link leave}; false, and the rest of the code given up, when that is too deep. */
  enter(): boolean {
    if (this.#depth >= deepestNesting) {
      this.giveUp();
      return false;
    }
    this.#depth++;
    return true;
  }

  leave(): void {
    this.#depth--;
  }

  /** Notes that the tree grew by one node above everything parsed so far in this expression. */
  grow(): void {
    this.height++;
    if (this.height > highestTree) this.giveUp();
  }

  /** Reports that the code is nested too deep and skips the rest of it. */
  giveUp(): void {
    if (!this.#abandoned) this.complain(tooDeep, this.spanOf(this.token), {});
    this.#abandoned = true;
    this.#moveTo(this.#tokens, this.#tokens.length - 1);
  }
}
