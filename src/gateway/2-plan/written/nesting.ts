import { GraphQLError, Lexer, type Source, TokenKind } from 'graphql';

/** Far more than anybody writes; parsers and composition go down one call for each and would run out of stack. */
export const mostNested = 200;

const opening: ReadonlySet<string> = new Set([TokenKind.PAREN_L, TokenKind.BRACKET_L, TokenKind.BRACE_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.PAREN_R, TokenKind.BRACKET_R, TokenKind.BRACE_R]);

/** Where brackets are nested deeper than a schema can be read; undefined where they are not. Throws the syntax errors of GraphQL. */
export function nestedTooDeeply(source: Source): GraphQLError | undefined {
  const lexer = new Lexer(source);
  let depth = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (closing.has(token.kind)) depth--;
    if (token.kind === TokenKind.STRING && depthIn(token.value) > mostNested) return tooDeep(source, token.start);
    if (opening.has(token.kind) && ++depth > mostNested) return tooDeep(source, token.start);
  }
  return undefined;
}

/** Keys and the like are selections in a text, which is parsed in its turn. */
function depthIn(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[{}]/g)) {
    depth += bracket === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

const tooDeep = (source: Source, start: number): GraphQLError =>
  new GraphQLError(`brackets are nested more than ${mostNested} deep here`, {
    source,
    positions: [start],
    extensions: { code: 'NESTED_TOO_DEEPLY' },
  });
