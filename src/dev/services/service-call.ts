import type { IncomingHttpHeaders } from 'node:http';
import type { SeenToken } from './token-check.ts';

/** What resolvers of a stand-in service get to see of a call. */
export interface ServiceContext {
  readonly token: SeenToken;
  readonly headers: IncomingHttpHeaders;
}

const hidden = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** Resolvers of the `ServiceCall` type, the same in every service. The source is the context itself. */
export const serviceCallResolvers = {
  tokenId: (call: ServiceContext): string => call.token.id,
  tokenIssuedAt: (call: ServiceContext): string => new Date(call.token.issuedAt * 1000).toISOString(),
  actingFor: (call: ServiceContext): string => call.token.subject,
  receivedHeader(call: ServiceContext, { name }: { readonly name: string }): string | null {
    const value = call.headers[name.toLowerCase()];
    if (value === undefined) return null;
    // A service that echoed credentials would teach its callers' logs to hold them.
    if (hidden.has(name.toLowerCase())) return '(received, not shown)';
    return typeof value === 'string' ? value : value.join(', ');
  },
  receivedHeaderNames: (call: ServiceContext): readonly string[] => Object.keys(call.headers).sort(),
};
