import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Response } from '../../runtime/context/message.ts';
import type { HeaderList } from '../../runtime/ports/send.ts';

/** What a client gets. */
export interface Answer {
  readonly status: number;
  /** The reason phrase, when a policy chose one. */
  readonly reason?: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
}

/** An answer in GraphQL's shape to a request that never became an operation. */
export const refusal = (status: number, code: string, message: string, headers: HeaderList = []): Answer => ({
  status,
  headers: [['content-type', 'application/json; charset=utf-8'], ...headers],
  body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
});

/** Of the connection, or worked out anew for the body that is really sent. */
const ours: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The response that policies left behind, as an answer. Headers that are no valid HTTP are left out: an expression computed them. */
export function answerOf(response: Response | null): Answer {
  if (response === null) return { status: 200, headers: [], body: null };
  const { statusCode, statusReason, headers, body } = response;
  const lines = [...headers.lines()].filter(
    ([name, value]) => headerName.test(name) && fieldValue.test(value) && !ours.has(name.toLowerCase()),
  );
  const status = Number.isInteger(statusCode) && statusCode >= 200 && statusCode <= 599 ? statusCode : 500;
  return { status, reason: statusReason, headers: lines, body: body === null || body.consumed ? null : content(body.content) };
}

function content(body: NonNullable<Response['body']>['content']): string | Uint8Array {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'bytes':
      return body.bytes;
    case 'json':
      return JSON.stringify(body.value);
  }
}

/** An answer that is for one caller alone: whatever policies say of caches, none may keep it. */
export const personal = <A extends Omit<Answer, 'body'>>(answer: A): A => ({
  ...answer,
  headers: [...answer.headers.filter(([name]) => !cacheHeaders.has(name.toLowerCase())), ['cache-control', 'no-store']],
});

const cacheHeaders: ReadonlySet<string> = new Set(['age', 'cache-control', 'cdn-cache-control', 'expires', 'surrogate-control']);

/** Writes an answer whose body comes from elsewhere. `length`: its bytes, where that is known. */
export function sendStream(
  reply: FastifyReply,
  requestId: string,
  answer: Omit<Answer, 'body'>,
  { body, length }: { readonly body: Readable; readonly length: string | undefined },
): FastifyReply {
  head(reply, requestId, answer);
  if (length !== undefined) reply.header('content-length', length);
  return reply.send(body);
}

function head(reply: FastifyReply, requestId: string, { status, reason, headers }: Omit<Answer, 'body'>): void {
  reply.code(status).header('x-request-id', requestId).header('x-content-type-options', 'nosniff');
  const lines = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of headers) {
    const line = lines.get(name.toLowerCase()) ?? { name, values: [] };
    lines.set(name.toLowerCase(), line);
    line.values.push(value);
  }
  // Several lines of one name stay several.
  for (const { name, values } of lines.values()) reply.header(name, values.length === 1 ? values[0] : values);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (reason !== undefined && fieldValue.test(reason) && reason !== '') reply.raw.statusMessage = reason;
}

/** Writes an answer. Nothing is cached unless a policy says so: answers depend on who asks. */
export function send(reply: FastifyReply, requestId: string, { status, reason, headers, body }: Answer): FastifyReply {
  head(reply, requestId, { status, headers, ...(reason === undefined ? {} : { reason }) });
  if (body === null) return reply.send('');
  if (typeof body !== 'string') return reply.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  // As bytes, so that the server adds no charset to a type that somebody wrote.
  return reply.send(reply.hasHeader('content-type') ? Buffer.from(body) : body);
}
