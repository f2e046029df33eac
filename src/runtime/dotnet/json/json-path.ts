import type { Host } from '../../host.ts';
import { Sequence } from '../linq/sequence.ts';
import { jsonFailure } from './containers.ts';
import { evaluate } from './path/evaluate.ts';
import { parsePath } from './path/parse-path.ts';
import { JTOKEN, type JToken } from './token.ts';

/** `token.SelectToken(path)`: null when there is none, a JsonException when there are several. */
export function selectToken(host: Host, token: JToken, path: string | null, strict: boolean): JToken | null {
  let found: JToken | null = null;
  for (const each of evaluate({ host, root: token, strict }, parsePath(path), token)) {
    if (found !== null) jsonFailure('Path returned multiple tokens.');
    found = each;
  }
  return found;
}

/** `token.SelectTokens(path)`: the path is read now, the tokens are found as they are asked for. */
export function selectTokens(host: Host, token: JToken, path: string | null, strict: boolean): Sequence<JToken> {
  const filters = parsePath(path);
  return new Sequence(() => evaluate({ host, root: token, strict }, filters, token)[Symbol.iterator](), JTOKEN);
}
