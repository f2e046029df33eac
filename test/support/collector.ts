import { createServer } from 'node:http';
import * as z from 'zod';

const attribute = z.strictObject({
  key: z.string().min(1),
  value: z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
    z.strictObject({ doubleValue: z.number() }),
  ]),
});
const id = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`))
    .refine((text) => /[^0]/.test(text));
/** fixed64 as text. */
const nanoseconds = z.string().regex(/^[1-9]\d{17,18}$/);

/** ExportTraceServiceRequest in the JSON encoding of the protocol (opentelemetry-proto, trace/v1/trace.proto), as far as we send it; nothing else is taken. */
const exported = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string().optional() }),
          spans: z.array(
            z
              .strictObject({
                traceId: id(32),
                spanId: id(16),
                parentSpanId: id(16).optional(),
                name: z.string().min(1),
                kind: z.number().int().min(1).max(5),
                startTimeUnixNano: nanoseconds,
                endTimeUnixNano: nanoseconds,
                attributes: z.array(attribute),
                status: z.strictObject({ code: z.literal([0, 1, 2]).optional(), message: z.string().optional() }),
              })
              .refine(({ startTimeUnixNano, endTimeUnixNano }) => BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano)),
          ),
        }),
      ),
    }),
  ),
});

export type CollectedSpan = z.infer<typeof exported>['resourceSpans'][number]['scopeSpans'][number]['spans'][number];

/** A collector of traces on loopback that takes what the protocol has and refuses the rest. */
export interface Collector {
  readonly endpoint: string;
  readonly spans: CollectedSpan[];
  /** Why exports were refused. */
  readonly refused: string[];
  /** Texts of everything that came, whatever it was. */
  readonly bodies: string[];
  close(): Promise<void>;
}

export async function openCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const refused: string[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      bodies.push(text);
      if (request.url !== '/v1/traces') return response.end('{}');
      const read = request.headers['content-type'] === 'application/json' ? exported.safeParse(JSON.parse(text)) : undefined;
      if (read?.success === true) for (const one of read.data.resourceSpans) for (const scope of one.scopeSpans) spans.push(...scope.spans);
      else refused.push(read?.error?.message ?? 'not JSON');
      return response.writeHead(read?.success === true ? 200 : 400, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    spans,
    refused,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
