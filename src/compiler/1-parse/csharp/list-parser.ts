import type { Parser } from './parser.ts';
import { expectedExpression, expectedToken } from './syntax-messages.ts';
import { kinds, type TokenKind } from './tokens.ts';

/** How the items of a list look and where it ends. */
export interface ListRules<T> {
  /** Can an item begin at the token here? */
  readonly starts: (p: Parser) => boolean;
  readonly item: (p: Parser) => T;
  readonly ends: ReadonlySet<TokenKind>;
  /** `optional`: a comma may stand behind the last item. */
  readonly lastComma: 'optional' | 'error';
}

/** Tokens that no list runs over, so that a bracket forgotten here leaves the statements behind it alone. */
const edges = kinds(
  '; { } end break case catch const continue do finally for foreach goto if else lock return switch try using while',
  'class struct interface enum namespace event public private protected internal',
);

/** Parses items with commas between them, over what does not belong there, up to the end of the list, which it leaves. */
export function separated<T>(p: Parser, rules: ListRules<T>): T[] {
  const items: T[] = [];
  const closing = p.closing;
  p.closing = ',';
  const ended = (): boolean => rules.ends.has(p.token.kind) || p.at('end');
  while (!ended()) {
    if (!p.at(',') && !rules.starts(p)) {
      if (!skipStray(p, rules, items.length > 0)) break;
      continue;
    }
    const index = p.index;
    if (items.length > 0) {
      p.expect(',');
      if (rules.lastComma === 'optional' && ended()) break;
    }
    items.push(rules.item(p));
    if (p.index === index && items.length > 1) break;
  }
  p.closing = closing;
  return items;
}

/** Skips tokens that cannot be in the list, reporting the first; false when the list is better left. */
function skipStray<T>(p: Parser, rules: ListRules<T>, afterItem: boolean): boolean {
  let reported = false;
  while (!p.at(',') && !rules.starts(p)) {
    if (edges.has(p.token.kind) || rules.ends.has(p.token.kind)) return false;
    if (!reported && afterItem) p.missing(expectedToken, { expected: ',', found: p.found }, { cs: 'CS1003' });
    else if (!reported) p.missing(expectedExpression, { found: p.found }, { cs: 'CS1001' });
    reported = true;
    p.next();
  }
  return true;
}
