import type { KoaContextWithOIDC } from 'oidc-provider';

/** What `GET /dev/stats` answers. */
export interface TokenRequests {
  /** Calls of the token endpoint since the server started, refused ones too. */
  readonly tokenRequests: number;
  /** The same by client id. Calls that named no known client stand under `unknown`. */
  readonly byClient: Readonly<Record<string, number>>;
}

/** Counts calls of the token endpoint, so that anybody can see which query fetched a token and which did not. */
export class TokenRequestCounter {
  readonly #byClient = new Map<string, number>();

  /** For the OAuth server: runs around every request. */
  readonly middleware = async (context: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { oidc } = context;
    if (oidc?.route !== 'token' || context.method !== 'POST') return;
    const client = oidc.client?.clientId ?? 'unknown';
    this.#byClient.set(client, (this.#byClient.get(client) ?? 0) + 1);
  };

  read(): TokenRequests {
    const counts = [...this.#byClient];
    return { tokenRequests: counts.reduce((sum, [, count]) => sum + count, 0), byClient: Object.fromEntries(counts) };
  }
}
