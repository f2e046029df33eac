import { isPredefinedType, isQueryWord, kinds, type Token, type TokenKind } from './tokens.ts';

/**
 * What a run of tokens could be as a type.
 * `must`: nothing but a type, as `int`, `A[]`. `name`: `A.B`, an expression as well. `alias`: `A::B`. `nullable`: `A?`, perhaps the test of a
 * conditional. `pointer`: `A*`, perhaps a product. `tuple`: `(A, B)`. `generic`: `A<B>`, perhaps two comparisons; `generic-sure` when one
 * argument is itself sure.
 */
export type TypeShape = 'none' | 'must' | 'name' | 'alias' | 'nullable' | 'pointer' | 'tuple' | 'generic' | 'generic-sure';

/** Where a type stands; it decides whether `?`, `*` and `<` belong to it. */
export type TypePlace = 'normal' | 'after-is' | 'case' | 'after-out' | 'tuple-first' | 'tuple-rest' | 'after-as' | 'new' | 'parameter';

const startsExpression = kinds(
  'typeof default sizeof __makeref __reftype checked unchecked __refvalue __arglist base false this true null ( number string-literal interpolated',
  'char-literal new delegate :: throw stackalloc .. ref named-value + - ! ~ ++ -- & * ^',
);

/** Can the token begin an expression? */
export function canStartOperand(token: Token, inQuery: boolean): boolean {
  if (token.kind === 'identifier') return !inQuery || !isQueryWord(token) || token.contextual === 'from';
  return startsExpression.has(token.kind) || isPredefinedType(token.kind);
}

/** Types inside types, so many deep. Beyond it nothing is taken for a type: otherwise `a<a<a<…` costs the square of its length. */
const deepest = 24;

/** Looks ahead over the tokens without taking any. One object serves one question. */
export class Lookahead {
  readonly #tokens: readonly Token[];
  readonly #inQuery: boolean;
  #at: number;
  #depth = 0;

  constructor(tokens: readonly Token[], at: number, inQuery: boolean) {
    this.#tokens = tokens;
    this.#at = at;
    this.#inQuery = inQuery;
  }

  /** The kind of the token here. */
  kind(): TokenKind {
    return this.peek(0);
  }

  at(kind: TokenKind): boolean {
    return this.peek(0) === kind;
  }

  peek(ahead: number): TokenKind {
    return this.#tokens[this.#at + ahead]?.kind ?? 'end';
  }

  skip(): void {
    this.#at++;
  }

  get token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The index of the token here. */
  get index(): number {
    return this.#at;
  }

  get atName(): boolean {
    const token = this.token;
    return token !== undefined && token.kind === 'identifier' && !(this.#inQuery && isQueryWord(token));
  }

  /** Moves over a type and says what it could be; where it stops is unknown when there is none. */
  type(place: TypePlace): TypeShape {
    if (this.#depth >= deepest) return 'none';
    this.#depth++;
    const shape = this.#typeSuffixes(this.#typeStart(place), place);
    this.#depth--;
    return shape;
  }

  #typeStart(place: TypePlace): TypeShape {
    if (isPredefinedType(this.kind())) {
      this.skip();
      return 'must';
    }
    if (this.at('(')) {
      this.skip();
      const shape = this.tupleType();
      return place === 'case' && !this.at('[') ? 'none' : shape;
    }
    if (!this.at('identifier')) return 'none';
    let alias = this.peek(1) === '::';
    let shape = this.#namePart();
    let first = true;
    while (shape !== 'none' && (this.at('.') || this.at('::'))) {
      if (!first) alias = false;
      first = false;
      this.skip();
      shape = this.#namePart();
    }
    return alias && shape !== 'none' ? 'alias' : shape;
  }

  #namePart(): TypeShape {
    if (!this.atName) return 'none';
    this.skip();
    return this.at('<') ? this.typeArguments().shape : 'name';
  }

  #typeSuffixes(start: TypeShape, place: TypePlace): TypeShape {
    let shape = start;
    let last: TokenKind | undefined;
    while (shape !== 'none') {
      const kind = this.kind();
      if (kind === '?' && last !== '?' && last !== '*' && this.#ownsQuestionMark(place)) {
        this.skip();
        shape = 'nullable';
      } else if (kind === '*' && last !== ']') {
        if (place === 'case') return shape;
        if ((place === 'tuple-first' || place === 'tuple-rest') && !this.#starsThenBracket()) return shape;
        this.skip();
        if (shape === 'generic' || shape === 'name') shape = 'pointer';
        else if (shape === 'generic-sure') shape = 'must';
      } else if (kind === '[') {
        this.skip();
        while (this.at(',')) this.skip();
        if (!this.at(']')) return 'none';
        this.skip();
        shape = 'must';
        last = ']';
        continue;
      } else return shape;
      last = kind;
    }
    return shape;
  }

  /** Behind `is` and `as` a `?` belongs to the type only when no operand follows: else it begins a conditional. */
  #ownsQuestionMark(place: TypePlace): boolean {
    if (place !== 'after-is' && place !== 'case' && place !== 'after-as') return true;
    const next = this.#tokens[this.#at + 1];
    return next === undefined || !canStartOperand(next, this.#inQuery);
  }

  #starsThenBracket(): boolean {
    let ahead = 0;
    while (this.peek(ahead) === '*') ahead++;
    return this.peek(ahead) === '[';
  }

  /** The rest of a tuple type, behind its `(`. */
  tupleType(): TypeShape {
    let elements = 0;
    for (;;) {
      if (this.type('normal') === 'none') return 'none';
      if (this.atName) this.skip();
      elements++;
      if (!this.at(',')) break;
      this.skip();
    }
    if (elements < 2 || !this.at(')')) return 'none';
    this.skip();
    return 'tuple';
  }

  /**
   * Moves over a type argument list. It is `definite` when no expression reads so, as `F<int,`; otherwise what follows the list decides.
   */
  typeArguments(): { readonly shape: TypeShape; readonly definite: boolean } {
    const none = { shape: 'none', definite: false } as const;
    let shape: TypeShape = 'generic';
    let definite = false;
    do {
      this.skip();
      if (this.at('[')) return none;
      if (this.at('>')) break;
      const argument = this.type('normal');
      const closes = this.at(',') || this.at('>');
      if (argument === 'none') return none;
      if (argument === 'must') {
        definite ||= closes;
        shape = 'generic-sure';
      } else if (argument === 'nullable') {
        definite ||= closes;
        if (definite) shape = 'generic-sure';
      } else if (argument === 'generic') {
        if (!definite) {
          definite = this.at(',');
          shape = 'generic-sure';
        }
      } else if (argument === 'generic-sure') shape = 'generic-sure';
    } while (this.at(','));
    if (!this.at('>')) return none;
    this.skip();
    return { shape, definite };
  }

  /** Moves over the names of a declaration: one, or several in parentheses where that is allowed. */
  designation(several: boolean): boolean {
    if (this.at('identifier')) {
      const named = this.atName;
      this.skip();
      return named;
    }
    if (!this.at('(') || !several || this.#depth >= deepest) return false;
    this.#depth++;
    let commas = 0;
    let named = true;
    for (;;) {
      this.skip();
      named = this.designation(true);
      if (!named || !this.at(',')) break;
      commas++;
    }
    this.#depth--;
    if (!named || !this.at(')')) return false;
    this.skip();
    return commas > 0;
  }
}
