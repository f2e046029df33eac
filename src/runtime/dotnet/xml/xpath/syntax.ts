import { NetException } from '../../values.ts';

/** XPath 1.0 as a tree. */
export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'negative'; readonly operand: Expr }
  /** `start` is missing for a path from the context node, or from the root when it is absolute. */
  | { readonly kind: 'path'; readonly start: Expr | undefined; readonly absolute: boolean; readonly steps: readonly Step[] };

export interface Step {
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly Expr[];
}

export type Axis =
  | 'child'
  | 'descendant'
  | 'descendant-or-self'
  | 'parent'
  | 'ancestor'
  | 'ancestor-or-self'
  | 'self'
  | 'attribute'
  | 'following-sibling'
  | 'preceding-sibling';

export type NodeTest =
  | { readonly kind: 'name'; readonly prefix: string; readonly local: string }
  | { readonly kind: 'any'; readonly prefix: string | undefined }
  | { readonly kind: 'type'; readonly type: 'node' | 'text' | 'comment' | 'processing-instruction' };

export const xpathError = (text: string): NetException => new NetException('System.Xml.XPath.XPathException', text);

const axes: ReadonlySet<string> = new Set<Axis>([
  'child',
  'descendant',
  'descendant-or-self',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'self',
  'attribute',
  'following-sibling',
  'preceding-sibling',
]);

const token =
  /\s*(?:(\d+(?:\.\d*)?|\.\d+)|("[^"]*"|'[^']*')|([A-Za-z_\u00c0-\uffff][\w.\-\u00b7-\uffff]*)|(\/\/|\.\.|::|!=|<=|>=|[/.@*()[\],|+\-=<>:$]))/y;

const anyNode: NodeTest = { kind: 'type', type: 'node' };
const everywhere: Step = { axis: 'descendant-or-self', test: anyNode, predicates: [] };

/** How tightly binary operators bind; `|` binds paths. */
const precedence: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  '|': 8,
};

/** Deeper expressions are refused. */
const maxDepth = 100;

class Parser {
  readonly #text: string;
  readonly #tokens: string[] = [];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    token.lastIndex = 0;
    let end = 0;
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
      this.#tokens.push(found[0].trim());
      end = token.lastIndex;
    }
    if (text.slice(end).trim() !== '') this.#fail();
  }

  #fail(): never {
    throw xpathError(`'${this.#text}' has an invalid token.`);
  }

  get #token(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (this.#token !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail();
  }

  parse(): Expr {
    const expr = this.#binary(0);
    if (this.#at < this.#tokens.length) this.#fail();
    return expr;
  }

  #binary(minimum: number): Expr {
    if (++this.#depth > maxDepth) throw xpathError('The xpath query is too complex.');
    let left: Expr = this.#take('-') ? { kind: 'negative', operand: this.#binary(7) } : this.#path();
    for (;;) {
      const operator = this.#token;
      const strength = Object.hasOwn(precedence, operator) ? (precedence[operator] ?? 0) : 0;
      if (strength === 0 || strength <= minimum) break;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#binary(strength) };
    }
    this.#depth--;
    return left;
  }

  #path(): Expr {
    if (this.#take('/')) {
      const steps = this.#startsStep() ? this.#steps() : [];
      return { kind: 'path', start: undefined, absolute: true, steps };
    }
    if (this.#take('//')) return { kind: 'path', start: undefined, absolute: true, steps: [everywhere, ...this.#steps()] };
    const start = this.#primary();
    if (start === undefined) return { kind: 'path', start: undefined, absolute: false, steps: this.#steps() };
    const predicates = this.#predicates();
    const own: Step[] = predicates.length === 0 ? [] : [{ axis: 'self', test: anyNode, predicates }];
    if (this.#take('/')) return { kind: 'path', start, absolute: false, steps: [...own, ...this.#steps()] };
    if (this.#take('//')) return { kind: 'path', start, absolute: false, steps: [...own, everywhere, ...this.#steps()] };
    return own.length === 0 ? start : { kind: 'path', start, absolute: false, steps: own };
  }

  #startsStep(): boolean {
    return /^[A-Za-z_\u00c0-\uffff@.*]/.test(this.#token);
  }

  /** A number, a text, a call or a parenthesis; undefined when a step comes. */
  #primary(): Expr | undefined {
    const c = this.#token;
    if (/^(\d|\.\d)/.test(c)) {
      this.#at++;
      return { kind: 'number', value: Number(c) };
    }
    if (/^["']/.test(c)) {
      this.#at++;
      return { kind: 'text', value: c.slice(1, -1) };
    }
    if (this.#take('(')) {
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    const isCall = /^[A-Za-z_]/.test(c) && this.#tokens[this.#at + 1] === '(' && !nodeTypes.has(c);
    if (!isCall) return undefined;
    this.#at += 2;
    const args: Expr[] = [];
    while (!this.#take(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#binary(0));
    }
    return { kind: 'call', name: c, args };
  }

  #steps(): Step[] {
    const steps: Step[] = [this.#step()];
    for (;;) {
      if (this.#take('//')) steps.push(everywhere, this.#step());
      else if (this.#take('/')) steps.push(this.#step());
      else return steps;
    }
  }

  #step(): Step {
    if (this.#take('.')) return { axis: 'self', test: anyNode, predicates: [] };
    if (this.#take('..')) return { axis: 'parent', test: anyNode, predicates: [] };
    let axis: Axis = 'child';
    if (this.#take('@')) axis = 'attribute';
    else if (this.#tokens[this.#at + 1] === '::') {
      const name = this.#token;
      if (!axes.has(name)) this.#fail();
      axis = name as Axis;
      this.#at += 2;
    }
    return { axis, test: this.#test(), predicates: this.#predicates() };
  }

  #test(): NodeTest {
    if (this.#take('*')) return { kind: 'any', prefix: undefined };
    const name = this.#token;
    if (!/^[A-Za-z_\u00c0-\uffff]/.test(name)) this.#fail();
    this.#at++;
    if (nodeTypes.has(name) && this.#take('(')) {
      if (/^["']/.test(this.#token)) this.#at++;
      this.#expect(')');
      return { kind: 'type', type: name as 'node' };
    }
    if (!this.#take(':')) return { kind: 'name', prefix: '', local: name };
    if (this.#take('*')) return { kind: 'any', prefix: name };
    const local = this.#token;
    if (!/^[A-Za-z_\u00c0-\uffff]/.test(local)) this.#fail();
    this.#at++;
    return { kind: 'name', prefix: name, local };
  }

  #predicates(): Expr[] {
    const found: Expr[] = [];
    while (this.#take('[')) {
      found.push(this.#binary(0));
      this.#expect(']');
    }
    return found;
  }
}

const nodeTypes: ReadonlySet<string> = new Set(['node', 'text', 'comment', 'processing-instruction']);

/** Reads an XPath expression; XPathException when it is none. */
export const parseXPath = (text: string): Expr => new Parser(text).parse();
