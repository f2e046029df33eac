import { forward, type HandlerModule, type HandlerSource, handlerVersion, next } from '../runtime/handler.ts';
import { CredentialError } from '../runtime/ports/credential-source.ts';
import type { GatewayCredentials } from './parts.ts';

const handler: HandlerModule = {
  meta: {
    version: handlerVersion,
    scope: 'subgraph',
    document: '',
    sites: [],
    reads: { requestBody: false, responseBody: false },
    connections: [],
  },
  async backend(x) {
    await forward(x);
    return next;
  },
};

/** Handlers where there are no documents: every call is sent as it is. */
export const bareHandlers: HandlerSource = {
  current: () => ({ global: undefined, subgraph: () => handler, resolver: () => undefined, api: () => handler }),
};

/** Credentials where none are configured: every connection is unavailable. */
export const noCredentials: GatewayCredentials = {
  peek: () => undefined,
  get: ({ provider, connection }) =>
    Promise.reject(
      new CredentialError('CONNECTION_UNAVAILABLE', `The connection \`${provider}/${connection}\` is not available.`, {
        provider,
        connection,
        detail: 'the gateway was started without credential providers',
      }),
    ),
  invalidate: () => undefined,
  offer: async () => undefined,
};
