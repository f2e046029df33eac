import type { Budget } from '../../../budget.ts';
import { doubleText } from '../../format/number-format.ts';
import { isXmlSpace, trimEnds } from '../../text/trim-ends.ts';
import { roundDouble } from '../../values/rounding.ts';
import { XAttribute, XContainer, XElement } from '../tree/container.ts';
import { XComment, type XNode, type XObject, XProcessingInstruction, XText } from '../tree/node.ts';
import { type Axis, type Expr, type NodeTest, type Step, xpathError } from './syntax.ts';

/** What an expression gives. Node sets are in document order and hold every node once. */
export type Value = boolean | number | string | readonly XObject[];

/** Namespaces by prefix, as the caller knows them. */
export type Namespaces = (prefix: string) => string | undefined;

interface Context {
  readonly node: XObject;
  readonly position: number;
  readonly size: number;
}

const parentOf = (node: XObject): XObject | null => (node as XNode | XAttribute).parent;

/** The text of a node as XPath sees it. */
export function stringOf(node: XObject): string {
  if (node instanceof XAttribute || node instanceof XText || node instanceof XComment) return node.value;
  if (node instanceof XProcessingInstruction) return node.data;
  if (!(node instanceof XContainer)) return '';
  let text = '';
  for (const inner of node.descendantNodes()) if (inner instanceof XText) text += inner.value;
  return text;
}

const isSet = (value: Value): value is readonly XObject[] => typeof value === 'object';

export function textOf(value: Value): string {
  if (isSet(value)) return value[0] === undefined ? '' : stringOf(value[0]);
  if (typeof value === 'number')
    return Number.isFinite(value) && Math.abs(value) < 1e21 ? String(value === 0 ? 0 : value) : doubleText(value);
  return String(value);
}

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const text = trimEnds(textOf(value), isXmlSpace);
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

export function truthOf(value: Value): boolean {
  if (isSet(value)) return value.length > 0;
  return typeof value === 'string' ? value !== '' : value !== 0 && !Number.isNaN(value) && value !== false;
}

/** Evaluates XPath expressions; every node looked at spends a step. */
export class XPathEvaluator {
  readonly #budget: Budget;
  readonly #namespaces: Namespaces;

  constructor(budget: Budget, namespaces: Namespaces) {
    this.#budget = budget;
    this.#namespaces = namespaces;
  }

  evaluate(expr: Expr, node: XObject): Value {
    return this.#value(expr, { node, position: 1, size: 1 });
  }

  #value(expr: Expr, context: Context): Value {
    switch (expr.kind) {
      case 'number':
      case 'text':
        return expr.value;
      case 'negative':
        return -numberOf(this.#value(expr.operand, context));
      case 'binary':
        return this.#binary(expr.operator, expr.left, expr.right, context);
      case 'call':
        return this.#call(expr.name, expr.args, context);
      case 'path':
        return this.#path(expr, context);
    }
  }

  #binary(operator: string, leftExpr: Expr, rightExpr: Expr, context: Context): Value {
    const left = this.#value(leftExpr, context);
    if (operator === 'or') return truthOf(left) || truthOf(this.#value(rightExpr, context));
    if (operator === 'and') return truthOf(left) && truthOf(this.#value(rightExpr, context));
    const right = this.#value(rightExpr, context);
    switch (operator) {
      case '+':
        return numberOf(left) + numberOf(right);
      case '-':
        return numberOf(left) - numberOf(right);
      case '*':
        return numberOf(left) * numberOf(right);
      case 'div':
        return numberOf(left) / numberOf(right);
      case 'mod':
        return numberOf(left) % numberOf(right);
      case '|':
        if (!isSet(left) || !isSet(right)) throw xpathError('Expression must evaluate to a node-set.');
        return this.#inOrder(new Set([...left, ...right]));
      default:
        return this.#compare(operator, left, right);
    }
  }

  /** Comparing sets means: is there a pair of nodes for which it is true? */
  #compare(operator: string, left: Value, right: Value): boolean {
    if (isSet(left) && typeof right !== 'boolean') return left.some((node) => this.#one(operator, stringOf(node), right));
    if (isSet(right) && typeof left !== 'boolean') return right.some((node) => this.#one(operator, left, stringOf(node)));
    return this.#one(operator, left, right);
  }

  #one(operator: string, left: Value, right: Value): boolean {
    this.#budget.step();
    if (isSet(right) && typeof left !== 'boolean') return right.some((node) => this.#one(operator, left, stringOf(node)));
    if (operator === '=' || operator === '!=') {
      const equal =
        typeof left === 'boolean' || typeof right === 'boolean'
          ? truthOf(left) === truthOf(right)
          : typeof left === 'number' || typeof right === 'number'
            ? numberOf(left) === numberOf(right)
            : textOf(left) === textOf(right);
      return operator === '=' ? equal : !equal;
    }
    const [a, b] = [numberOf(left), numberOf(right)];
    return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
  }

  #path(expr: Extract<Expr, { kind: 'path' }>, context: Context): readonly XObject[] {
    let nodes: readonly XObject[] = [expr.absolute ? rootOf(context.node) : context.node];
    if (expr.start !== undefined) {
      const start = this.#value(expr.start, context);
      if (!isSet(start)) throw xpathError('Expression must evaluate to a node-set.');
      nodes = start;
    }
    for (const step of expr.steps) nodes = this.#step(step, nodes);
    return nodes;
  }

  #step(step: Step, nodes: readonly XObject[]): readonly XObject[] {
    const found = new Set<XObject>();
    // A filter behind a parenthesis counts over the whole set.
    if (step.axis === 'self' && step.predicates.length > 0) for (const node of this.#filter(step.predicates, nodes)) found.add(node);
    else
      for (const node of nodes) {
        const candidates: XObject[] = [];
        for (const candidate of along(step.axis, node)) {
          this.#budget.step();
          if (this.#fits(step.test, step.axis, candidate)) candidates.push(candidate);
        }
        for (const kept of this.#filter(step.predicates, candidates)) found.add(kept);
      }
    return nodes.length > 1 || reverse.has(step.axis) ? this.#inOrder(found) : [...found];
  }

  #filter(predicates: readonly Expr[], candidates: readonly XObject[]): readonly XObject[] {
    let kept = candidates;
    for (const predicate of predicates)
      kept = kept.filter((node, i) => {
        const value = this.#value(predicate, { node, position: i + 1, size: kept.length });
        return typeof value === 'number' ? value === i + 1 : truthOf(value);
      });
    return kept;
  }

  #fits(test: NodeTest, axis: Axis, node: XObject): boolean {
    if (test.kind === 'type') {
      if (test.type === 'node') return true;
      if (test.type === 'text') return node instanceof XText;
      return test.type === 'comment' ? node instanceof XComment : node instanceof XProcessingInstruction;
    }
    if (!(axis === 'attribute' ? node instanceof XAttribute : node instanceof XElement)) return false;
    const { name } = node as XAttribute | XElement;
    const { prefix } = test;
    const uri = prefix === undefined || prefix === '' ? '' : (this.#namespaces(prefix) ?? this.#unknown(prefix));
    if (test.kind === 'any') return prefix === undefined || name.uri === uri;
    return name.local === test.local && name.uri === uri;
  }

  #unknown(prefix: string): never {
    throw xpathError(`Namespace prefix '${prefix}' is not defined.`);
  }

  /** Sorts into document order, by walking the tree once. */
  #inOrder(nodes: ReadonlySet<XObject>): XObject[] {
    if (nodes.size < 2) return [...nodes];
    const [first] = nodes;
    const sorted: XObject[] = [];
    const visit = (node: XObject): void => {
      this.#budget.step();
      if (nodes.has(node)) sorted.push(node);
      if (node instanceof XElement) for (const attribute of node.attributes) if (nodes.has(attribute)) sorted.push(attribute);
      if (node instanceof XContainer) for (const child of node.nodes()) visit(child);
    };
    if (first !== undefined) visit(rootOf(first));
    return sorted;
  }

  #call(name: string, args: readonly Expr[], context: Context): Value {
    const value = (i: number): Value => {
      const arg = args[i];
      return arg === undefined ? [context.node] : this.#value(arg, context);
    };
    const text = (i: number): string => textOf(value(i));
    const number = (i: number): number => numberOf(value(i));
    const set = (i: number): readonly XObject[] => {
      const found = value(i);
      if (!isSet(found)) throw xpathError('Expression must evaluate to a node-set.');
      return found;
    };
    switch (name) {
      case 'position':
        return context.position;
      case 'last':
        return context.size;
      case 'count':
        return set(0).length;
      case 'string':
        return text(0);
      case 'number':
        return number(0);
      case 'boolean':
        return truthOf(value(0));
      case 'not':
        return !truthOf(value(0));
      case 'true':
        return true;
      case 'false':
        return false;
      case 'name':
      case 'local-name':
        return localName(set(0)[0]);
      case 'namespace-uri':
        return uriOf(set(0)[0]);
      case 'concat':
        return args.map((_, i) => text(i)).join('');
      case 'contains':
        return text(0).includes(text(1));
      case 'starts-with':
        return text(0).startsWith(text(1));
      case 'string-length':
        return text(0).length;
      case 'normalize-space':
        return text(0)
          .trim()
          .replace(/[ \t\r\n]+/g, ' ');
      case 'substring':
        return substring(text(0), number(1), args[2] === undefined ? Number.POSITIVE_INFINITY : number(2));
      case 'substring-before': {
        const at = text(0).indexOf(text(1));
        return at < 0 ? '' : text(0).slice(0, at);
      }
      case 'substring-after': {
        const at = text(0).indexOf(text(1));
        return at < 0 ? '' : text(0).slice(at + text(1).length);
      }
      case 'translate':
        return translate(text(0), text(1), text(2));
      case 'sum':
        return set(0).reduce((sum, node) => sum + numberOf(stringOf(node)), 0);
      case 'floor':
        return Math.floor(number(0));
      case 'ceiling':
        return Math.ceil(number(0));
      case 'round':
        return roundDouble(number(0) + 0.5, 'down');
      default:
        throw xpathError(`Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function: ${name}.`);
    }
  }
}

const reverse: ReadonlySet<Axis> = new Set(['ancestor', 'ancestor-or-self', 'preceding-sibling']);

function rootOf(node: XObject): XObject {
  let root = node;
  for (let parent = parentOf(root); parent !== null; parent = parentOf(root)) root = parent;
  return root;
}

function* along(axis: Axis, node: XObject): IterableIterator<XObject> {
  switch (axis) {
    case 'self':
      yield node;
      break;
    case 'child':
      if (node instanceof XContainer) yield* node.nodes();
      break;
    case 'descendant-or-self':
      yield node;
      if (node instanceof XContainer) yield* node.descendantNodes();
      break;
    case 'descendant':
      if (node instanceof XContainer) yield* node.descendantNodes();
      break;
    case 'attribute':
      if (node instanceof XElement) yield* node.attributes.filter((attribute) => !attribute.isDeclaration);
      break;
    case 'parent': {
      const parent = parentOf(node);
      if (parent !== null) yield parent;
      break;
    }
    case 'ancestor-or-self':
    case 'ancestor':
      if (axis === 'ancestor-or-self') yield node;
      for (let parent = parentOf(node); parent !== null; parent = parentOf(parent)) yield parent;
      break;
    default: {
      const direction = axis === 'following-sibling' ? 'next' : 'previous';
      if (node instanceof XAttribute) return;
      for (let each = (node as XNode)[direction]; each !== null; each = each[direction]) yield each;
    }
  }
}

const named = (node: XObject | undefined): XElement | XAttribute | undefined =>
  node instanceof XElement || node instanceof XAttribute ? node : undefined;
const localName = (node: XObject | undefined): string => named(node)?.name.local ?? '';
const uriOf = (node: XObject | undefined): string => named(node)?.name.uri ?? '';

/** Places count from 1 and are rounded. */
function substring(text: string, start: number, length: number): string {
  const from = Math.round(start);
  const to = from + (Number.isFinite(length) ? Math.round(length) : length);
  return [...text].filter((_, i) => i + 1 >= from && i + 1 < to).join('');
}

function translate(text: string, from: string, to: string): string {
  const units = [...from];
  return [...text]
    .map((c) => {
      const at = units.indexOf(c);
      return at < 0 ? c : ([...to][at] ?? '');
    })
    .join('');
}
