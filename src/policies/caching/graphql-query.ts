import { getOperationAST, parse } from 'graphql';
import type { Body } from '../../runtime/context/body.ts';
import { decodeUtf8 } from '../../runtime/utf8.ts';

/** More than any operation that people write; what has more is not looked at. */
const mostTokens = 20_000;

/** Whether a GraphQL request reads only. Anything that cannot be told, such as a batch or a persisted query by its hash, does not. */
export function isQuery(request: unknown): boolean {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return false;
  const { query, operationName } = request as { readonly query?: unknown; readonly operationName?: unknown };
  if (typeof query !== 'string') return false;
  try {
    const document = parse(query, { noLocation: true, maxTokens: mostTokens });
    return getOperationAST(document, typeof operationName === 'string' ? operationName : undefined)?.operation === 'query';
  } catch {
    return false;
  }
}

/** The JSON value of a body; undefined when it is none. Does not use the body up. */
export function jsonOf({ content }: Body): unknown {
  if (content.kind === 'json') return content.value;
  try {
    return JSON.parse(content.kind === 'text' ? content.text : decodeUtf8(content.bytes));
  } catch {
    return undefined;
  }
}

/** Whether a GraphQL response tells of errors, or is no GraphQL response at all. */
export function hasErrors(body: Body | null): boolean {
  const value = body === null ? undefined : jsonOf(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  const { errors } = value as { readonly errors?: unknown };
  return Array.isArray(errors) ? errors.length > 0 : errors !== undefined && errors !== null;
}
