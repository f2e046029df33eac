/** One operation as a client asks for it: in the search part of a URL, or in a body (GraphQL over HTTP, §5). */
export type OperationRequest =
  | { readonly kind: 'get'; readonly search: string }
  | { readonly kind: 'post'; readonly body: Readonly<Record<string, unknown>> };

/** What a request says of which operation it wants. */
export interface Asked {
  readonly text: string | undefined;
  /** `extensions.persistedQuery`: Apollo's protocol. */
  readonly persisted: Readonly<Record<string, unknown>> | undefined;
  /** Names of an operation that both sides know, the digest of `persisted` among them. More than one is unclear where they count. */
  readonly ids: readonly string[];
}

/** Where clients put the id of a listed operation: GraphQL over HTTP's appendix on persisted documents, Relay, and older clients. */
const idNames = ['documentId', 'doc_id', 'id'] as const;

/** Reads what is asked for; undefined when its text can be read in two ways, or has not the form that it should have. */
export function askedFor(request: OperationRequest): Asked | undefined {
  return request.kind === 'get' ? askedBySearch(request.search) : askedByBody(request.body);
}

/** The same request for an operation of this text, and by nothing else than its text. */
export function withText(request: OperationRequest, text: string): OperationRequest {
  if (request.kind === 'post') {
    const body: Record<string, unknown> = { ...request.body, query: text, extensions: withoutPersisted(request.body['extensions']) ?? {} };
    for (const name of idNames) delete body[name];
    return { kind: 'post', body };
  }
  const params = new URLSearchParams(request.search);
  const extensions = withoutPersisted(parsed(params.get('extensions')));
  for (const name of [...idNames, 'extensions']) params.delete(name);
  params.set('query', text);
  if (extensions !== undefined) params.set('extensions', JSON.stringify(extensions));
  return { kind: 'get', search: `?${params}` };
}

function askedBySearch(search: string): Asked | undefined {
  const params = new URLSearchParams(search);
  for (const name of ['query', 'extensions']) if (params.getAll(name).length > 1) return undefined;
  const extensions = params.has('extensions') ? (parsed(params.get('extensions')) ?? '') : undefined;
  const ids = idNames.flatMap((name) => params.getAll(name));
  return asked(params.get('query') ?? undefined, extensions, ids);
}

const askedByBody = (body: Readonly<Record<string, unknown>>): Asked | undefined =>
  asked(
    body['query'] ?? undefined,
    body['extensions'] ?? undefined,
    idNames.map((name) => body[name]).filter((id) => typeof id === 'string'),
  );

function asked(text: unknown, extensions: unknown, ids: readonly string[]): Asked | undefined {
  if (extensions !== undefined && !isRecord(extensions)) return undefined;
  const persisted = extensions?.['persistedQuery'] ?? undefined;
  if (!isTextOrNothing(text) || !(persisted === undefined || isRecord(persisted))) return undefined;
  const digest = persisted?.['sha256Hash'];
  const names = [...ids.map((id) => id.replace(/^sha256:/, '')), ...(typeof digest === 'string' ? [digest] : [])];
  return { text: text === '' ? undefined : text, persisted, ids: [...new Set(names)] };
}

function withoutPersisted(extensions: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(extensions)) return undefined;
  const { persistedQuery: _, ...others } = extensions;
  return others;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isTextOrNothing = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
