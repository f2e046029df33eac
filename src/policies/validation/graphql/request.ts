import { Body } from '../../../runtime/context/body.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import { encodeUtf8 } from '../../../runtime/utf8.ts';

/** A GraphQL request as it will be executed or sent on. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  /** Bytes of the body, or of the query string of a GET. */
  readonly size: number;
  /** Puts another document in place of the query. */
  rewrite(query: string): void;
}

/** Reads the request of an exchange (GraphQL over HTTP). A text says why it is none; it quotes nothing of the request. */
export function graphqlRequest(x: Exchange): GraphqlRequest | string {
  return x.context.request.method === 'GET' ? fromUrl(x) : fromBody(x);
}

function fromUrl(x: Exchange): GraphqlRequest | string {
  const { url } = x.context.request;
  const [query, ...more] = url.query.get('query') ?? [];
  const [operationName, ...others] = url.query.get('operationName') ?? [];
  // Names differ by case only for us: whoever reads the URL after us might take the other one.
  if (more.length > 0 || others.length > 0) return 'has a parameter twice';
  if (query === undefined) return 'has no query';
  const size = encodeUtf8(url.queryString).length;
  return { query, operationName, size, rewrite: (text) => url.query.set('query', [text]) };
}

function fromBody(x: Exchange): GraphqlRequest | string {
  const { body } = x.context.request;
  if (body === null) return 'has no body';
  if (body.consumed) return 'has a body that an earlier expression read without preserveContent: true';
  const text = body.contentText;
  const value = parsed(text);
  if (value === undefined) return 'has a body that is no JSON';
  if (Array.isArray(value)) return 'is a batch';
  if (typeof value !== 'object' || value === null) return 'has a body that is no JSON object';
  const { query, operationName } = value as { readonly query?: unknown; readonly operationName?: unknown };
  if (typeof query !== 'string') return 'has no query';
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    return 'has an operationName that is no text';
  return {
    query,
    operationName: operationName ?? undefined,
    size: encodeUtf8(text).length,
    rewrite: (rewritten) => {
      x.context.request.body = Body.json({ ...value, query: rewritten });
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
