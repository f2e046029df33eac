import { type Answer, refusal } from '../answer.ts';
import { type Asked, askedFor, type OperationRequest, withText } from './operation-request.ts';
import { digestOf, type PersistedQueries } from './persisted-queries.ts';
import type { Safelist } from './safelist.ts';

/** What decides which operations run. */
export interface OperationRules {
  /** The only operations that run; undefined: any. */
  readonly safelist: Safelist | undefined;
  /** Undefined: operations are sent whole. */
  readonly persisted: PersistedQueries | undefined;
  readonly mostTokens: number;
}

/** A request for an operation whose text is known; or what the client gets. */
export type Resolved =
  | { readonly kind: 'run'; readonly request: OperationRequest; readonly text: string; readonly succeeded: () => Promise<void> | void }
  | { readonly kind: 'refused'; readonly answer: Answer };

/** Finds the text of the operation that a request is for, and whether it may run at all. */
export async function resolveOperation(request: OperationRequest, rules: OperationRules): Promise<Resolved> {
  const asked = askedFor(request);
  if (asked === undefined) return unclear;
  if (rules.safelist !== undefined) return listed(request, asked, rules.safelist, rules.mostTokens);
  return asked.persisted === undefined ? run(request, asked.text ?? '') : persisted(request, asked, asked.persisted, rules.persisted);
}

/** By its id, or by its text where that is enough; with both, they must be the same. */
function listed(request: OperationRequest, { text, ids }: Asked, list: Safelist, mostTokens: number): Resolved {
  const [id, ...others] = ids;
  if (others.length > 0) return unclear;
  const byId = id === undefined ? undefined : list.byId(id);
  if (text === undefined) {
    if (byId !== undefined) return runText(request, byId);
    return id === undefined ? run(request, '') : refused(400, 'PERSISTED_QUERY_NOT_IN_LIST', `${listedAlone} none has this id.`);
  }
  const byText = list.byText(text, mostTokens);
  if (byText === undefined) return refused(400, 'QUERY_NOT_IN_SAFELIST', `${listedAlone} this is none of them.`);
  if (list.requireId && byId === undefined)
    return refused(400, 'PERSISTED_QUERY_ID_REQUIRED', 'This graph runs operations by their id alone.');
  return byId === undefined || byId === byText ? runText(request, byText) : unclear;
}

const listedAlone = 'This graph runs listed operations alone, and';

const digestForm = /^[0-9a-f]{64}$/;

/** Apollo's automatic persisted queries: a digest alone, or with its text once, which is then known to all clients. */
async function persisted(
  request: OperationRequest,
  { text }: Asked,
  { version, sha256Hash: digest }: Readonly<Record<string, unknown>>,
  known: PersistedQueries | undefined,
): Promise<Resolved> {
  // Clients go by these words, and send the text then; the status is the protocol's.
  if (known === undefined) return refused(200, 'PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  if (version !== 1 || typeof digest !== 'string' || !digestForm.test(digest))
    return refused(400, 'BAD_REQUEST', '`extensions.persistedQuery` needs `version: 1` and a `sha256Hash` of 64 hexadecimal digits.');
  if (text === undefined) {
    const found = await known.find(digest);
    return found === undefined ? refused(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound') : runText(request, found);
  }
  if (digestOf(text) !== digest) return refused(400, 'PERSISTED_QUERY_HASH_MISMATCH', 'The `sha256Hash` is not that of the query.');
  return { ...runText(request, text), succeeded: () => known.keep(digest, text) };
}

const run = (request: OperationRequest, text: string): Extract<Resolved, { kind: 'run' }> => ({
  kind: 'run',
  request,
  text,
  succeeded: () => undefined,
});
const runText = (request: OperationRequest, text: string) => run(withText(request, text), text);

const refused = (status: number, code: string, message: string): Resolved => ({ kind: 'refused', answer: refusal(status, code, message) });

const unclear = refused(400, 'BAD_REQUEST', 'It is not clear which operation the request is for.');
