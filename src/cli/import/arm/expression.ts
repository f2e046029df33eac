/** A template expression, `[…]`, as a tree. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly of: Expression; readonly index: Expression };

/** An expression that cannot be read. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault';
}

/** What stands between the brackets when a text is an expression: `[` first and `]` last, and no second `[`, which is the escape for one. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[') ? text.slice(1, -1) : undefined;
}

/** A text that only looks like an expression. */
export const unescaped = (text: string): string => (text.startsWith('[[') ? text.slice(1) : text);

const token = /\s*(?:('(?:[^']|'')*')|(-?\d+)|([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*(?=\())*)|([()[\].,]|\?))/y;
const deepest = 200;

/** Reads an expression. Throws {@link ExpressionFault}. */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text);
  const whole = reader.expression(0);
  if (!reader.atEnd()) throw new ExpressionFault(`it goes on after its end: ${text.slice(0, 80)}`);
  return whole;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }

  expression(depth: number): Expression {
    if (depth > deepest) throw new ExpressionFault('it is nested too deeply');
    let found = this.#primary(depth);
    for (;;) {
      if (this.#take('?')) continue;
      if (this.#take('.')) found = { kind: 'member', of: found, name: this.#name() };
      else if (this.#take('[')) {
        found = { kind: 'item', of: found, index: this.expression(depth + 1) };
        this.#expect(']');
      } else return found;
    }
  }

  #primary(depth: number): Expression {
    const [, quoted, number, name] = this.#next();
    if (quoted !== undefined) return { kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") };
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    if (name === undefined) throw new ExpressionFault(`a value is missing in ${this.#text.slice(0, 80)}`);
    this.#expect('(');
    const values: Expression[] = [];
    if (!this.#take(')')) {
      do values.push(this.expression(depth + 1));
      while (this.#take(','));
      this.#expect(')');
    }
    return { kind: 'call', name, arguments: values };
  }

  #name(): string {
    const { 3: name } = this.#next();
    if (name === undefined) throw new ExpressionFault(`a name is missing after a dot in ${this.#text.slice(0, 80)}`);
    return name;
  }

  #next(): RegExpExecArray {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    if (found === null) throw new ExpressionFault(`\`${this.#text.slice(this.#at, this.#at + 20)}\` is not understood`);
    this.#at = token.lastIndex;
    return found;
  }

  #take(mark: string): boolean {
    const before = this.#at;
    token.lastIndex = before;
    if (token.exec(this.#text)?.[4] !== mark) return false;
    this.#at = token.lastIndex;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw new ExpressionFault(`\`${mark}\` is missing in ${this.#text.slice(0, 80)}`);
  }
}

/** The expression as a template writes it. */
export function written(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'number' ? String(expression.value) : `'${expression.value.replaceAll("'", "''")}'`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(written).join(', ')})`;
    case 'member':
      return `${written(expression.of)}.${expression.name}`;
    case 'item':
      return `${written(expression.of)}[${written(expression.index)}]`;
  }
}
