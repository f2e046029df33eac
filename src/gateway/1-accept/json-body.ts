/** A body read as JSON; or why it is refused, as the client is told. */
export type JsonBody = { readonly kind: 'read'; readonly value: unknown } | { readonly kind: 'refused'; readonly why: string };

/** Lists and maps inside each other: what goes through values by recursion must not run out of stack. */
const mostLevels = 128;

const refused = (why: string): JsonBody => ({ kind: 'refused', why });

/**
 * Reads JSON (RFC 8259) that nobody can read otherwise: of two members of one name, one reader takes the first and another the last, so that
 * a policy could judge another operation than the one that runs.
 */
export function readJson(text: string): JsonBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('The request body is no JSON.');
  }
  const fault = faultOf(text);
  return fault === undefined ? { kind: 'read', value } : refused(fault);
}

/** Goes once through a text that is JSON. */
function faultOf(text: string): string | undefined {
  /** The names in each map that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        open.push(text[at] === '{' ? new Set() : null);
        if (open.length > mostLevels) return `The request body has more than ${mostLevels} lists and maps inside each other.`;
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(text, at);
        const names = open.at(-1);
        if (names && text[nextSign(text, end)] === ':') {
          const name = nameOf(text.slice(at, end));
          if (names.has(name)) return 'The request body has two members of one name.';
          names.add(name);
        }
        at = end - 1;
        break;
      }
    }
  }
  return undefined;
}

/** Behind the quotation mark that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function nextSign(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** Two spellings of a name are one name. */
const nameOf = (quoted: string): string => (quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1));
