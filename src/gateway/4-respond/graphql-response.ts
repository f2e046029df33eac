import type { Body } from '../../runtime/context/body.ts';
import { fitShape, type ResponseShape } from './fit-shape.ts';

/** A body read as a GraphQL response, or why it is none. `why` continues the sentence "the body …" and quotes nothing of it. */
export type Read =
  | { readonly kind: 'response'; readonly data: Record<string, unknown> | null; readonly errors: readonly unknown[] }
  | { readonly kind: 'none'; readonly why: string };

const none = (why: string): Read => ({ kind: 'none', why });
const noErrors: readonly unknown[] = [];

/**
 * Reads a body as a GraphQL response: an object with `data`, an object or null, or with `errors`, a list that is not empty. Its data
 * must have the shape that the call asked for. When entities were asked for, as many must have come, since they are matched by position.
 */
export function graphqlResponse(body: Body | null, representations: unknown, shape: ResponseShape): Read {
  if (body === null) return none('is empty');
  if (body.consumed) return none('was read by an expression without preserveContent: true');
  const parsed = parse(body);
  if (parsed === undefined) return none('is no JSON');
  if (!isRecord(parsed)) return none('is no GraphQL response');
  const data = parsed['data'] ?? null;
  const errors = parsed['errors'] ?? noErrors;
  if (!Array.isArray(errors) || (data !== null && !isRecord(data))) return none('is no GraphQL response');
  if (errors.length === 0 && !('data' in parsed)) return none('has neither data nor errors');
  if (Array.isArray(representations) && data !== null) {
    const entities = data['_entities'];
    if (entities === null && errors.length > 0) return { kind: 'response', data: null, errors };
    if (!Array.isArray(entities)) return none('has no list of entities');
    if (entities.length !== representations.length)
      return none(`has ${entities.length} entities where ${representations.length} were asked for`);
  }
  const fault = data === null ? undefined : fitShape(data, shape);
  return fault === undefined ? { kind: 'response', data, errors } : none(fault);
}

/** The JSON value of a body; undefined when it is none. Bytes are UTF-8 (RFC 8259 §8.1); a byte order mark is ignored. */
function parse(body: Body): unknown {
  const content = body.content;
  // A copy, since what was not asked for is taken out.
  if (content.kind === 'json') return JSON.parse(JSON.stringify(content.value));
  const text = content.kind === 'text' ? content.text : utf8(content.bytes);
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
