import { getOperationAST, parse } from 'graphql';
import type { Exchange } from '../../../runtime/exchange.ts';

/** Plans call with few texts, again and again. */
const mostTexts = 1_000;

/** Tells of a request to a GraphQL API whether it only reads. What cannot be told, such as a batch or a query known by its digest, does not. */
export class ReadsOnly {
  readonly #known = new Map<string, boolean>();

  /** `body`: as it goes out. */
  of({ context: { request } }: Exchange, body: string | Uint8Array | null): boolean {
    if (request.method !== 'POST' || body === null) return false;
    const content = request.body?.content;
    const value = content?.kind === 'json' ? content.value : parsed(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const { query, operationName } = value as { readonly query?: unknown; readonly operationName?: unknown };
    if (typeof query !== 'string') return false;
    return this.#isQuery(query, typeof operationName === 'string' ? operationName : undefined);
  }

  #isQuery(text: string, operationName: string | undefined): boolean {
    const key = operationName === undefined ? text : `${operationName}\n${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const is = isQuery(text, operationName);
    if (this.#known.size >= mostTexts) this.#known.clear();
    this.#known.set(key, is);
    return is;
  }
}

/** Whether the operation of a GraphQL document that would run is a query. */
export function isQuery(text: string, operationName: string | undefined): boolean {
  try {
    return getOperationAST(parse(text, { noLocation: true }), operationName)?.operation === 'query';
  } catch {
    return false;
  }
}

function parsed(body: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
