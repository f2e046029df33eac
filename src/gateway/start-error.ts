/** Why the gateway does not start. `message` is one sentence for whoever started it. */
export class GatewayStartError extends Error {
  readonly kind: 'port-in-use' | 'port-refused' | 'address-unavailable' | 'listen-failed';

  /** `cause`: what the system said. */
  constructor(kind: GatewayStartError['kind'], text: string, cause?: unknown) {
    super(text, cause === undefined ? {} : { cause });
    this.name = 'GatewayStartError';
    this.kind = kind;
  }
}

/** The start error for what `listen` failed with. */
export function listenError(error: unknown, host: string, port: number): GatewayStartError {
  const failed = (kind: GatewayStartError['kind'], text: string) => new GatewayStartError(kind, text, error);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return failed('port-in-use', `port ${port} on ${host} is in use; stop what listens there, or choose another port`);
    case 'EACCES':
      return failed('port-refused', `port ${port} on ${host} may not be opened by this user; choose one above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return failed('address-unavailable', `${host} is no address of this machine`);
    default:
      return failed('listen-failed', `${host}:${port} could not be opened${typeof code === 'string' ? ` (${code})` : ''}`);
  }
}
