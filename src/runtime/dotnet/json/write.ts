import { Budget } from '../../budget.ts';
import { toText } from '../to-text.ts';
import type { JConstructor, JProperty } from './containers.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { type DateText, escapes, quotedText, simpleJson } from './json-text.ts';
import type { JContainer, JToken, JValue } from './token.ts';

/** How JSON text is laid out. `handling` is one of the values of StringEscapeHandling. */
export interface Layout {
  readonly indented: boolean;
  readonly handling: number;
  /** How dates are written between their quotes; ISO 8601 if it is not said. */
  readonly dateText?: DateText;
}

export const compact: Layout = { indented: false, handling: escapes.usual };
export const indented: Layout = { indented: true, handling: escapes.usual };

/** Text of a JSON value without children. */
function valueText(token: JValue, { handling, dateText }: Layout): string {
  const { value } = token;
  switch (token.type) {
    case kinds.Comment:
      return `/*${toText(value)}*/`;
    case kinds.Undefined:
      return 'undefined';
    case kinds.Raw:
      return toText(value);
    default:
      if (value === null || value === undefined) return 'null';
      return simpleJson(value, handling, dateText) ?? quotedText(toText(value), handling);
  }
}

interface Frame {
  readonly token: JContainer;
  readonly end: string;
  next: number;
}

/**
 * The JSON of a tree, written without recursion: a tree may be deeper than the stack of JavaScript. Every piece is announced to the
 * budget before it is built.
 */
export function jsonText(token: JToken, layout: Layout, budget: Budget): string {
  let text = '';
  const put = (piece: string): void => {
    budget.allocate(piece.length);
    text += piece;
  };
  const stack: Frame[] = [];
  let depth = 0;
  const begin = (item: JToken): void => {
    switch (item.type) {
      case kinds.Object:
        put('{');
        stack.push({ token: item as JContainer, end: '}', next: 0 });
        depth++;
        return;
      case kinds.Array:
        put('[');
        stack.push({ token: item as JContainer, end: ']', next: 0 });
        depth++;
        return;
      case kinds.Constructor:
        put(`new ${(item as JConstructor).name ?? ''}(`);
        stack.push({ token: item as JContainer, end: ')', next: 0 });
        depth++;
        return;
      case kinds.Property: {
        const property = item as JProperty;
        put(`${quotedText(property.name, layout.handling)}:${layout.indented ? ' ' : ''}`);
        if (property.value === null) put('null');
        else begin(property.value);
        return;
      }
      default:
        put(valueText(item as JValue, layout));
    }
  };
  const lineAt = (level: number): void => {
    if (layout.indented) put(`\n${'  '.repeat(level)}`);
  };
  begin(token);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.token.children[frame.next];
    if (child === undefined) {
      stack.pop();
      depth--;
      if (frame.next > 0 || frame.end === ')') lineAt(depth);
      put(frame.end);
      continue;
    }
    budget.step();
    if (frame.next > 0 && child.type !== kinds.Comment) put(',');
    frame.next++;
    lineAt(depth);
    begin(child);
  }
  return text;
}

/** What one text may cost where nobody counts: the size that a whole exchange may build. */
const ownBudget = (): Budget => new Budget();

export const compactText = (token: JToken): string => jsonText(token, compact, ownBudget());
export const indentedText = (token: JToken): string => jsonText(token, indented, ownBudget());
