import type { Secret } from '../../runtime/ports/credential-source.ts';
import { type TokenTransport, TransportError } from '../grants/transport.ts';
import type { KeyService } from './key-service.ts';
import { VaultError } from './vault-error.ts';

export interface VaultTransitSettings {
  /** `https://vault.example.com:8200`, without a slash at the end. */
  readonly address: string;
  /** Where the transit engine is mounted. */
  readonly mount: string;
  /** The name of the key there: one that authenticates what it encrypts and takes associated data, such as `aes256-gcm96`. */
  readonly key: string;
  /** Asked for before each call: tokens of Vault are renewed and replaced. Throws VaultError. */
  token(): Secret;
  readonly namespace?: string;
}

const CALL_MS = 10_000;

/** The transit secrets engine of HashiCorp Vault (and of OpenBao) by its HTTP API: `encrypt` and `decrypt`, with the key id as associated data. */
export function vaultTransit(settings: VaultTransitSettings, transport: TokenTransport): KeyService {
  const { address, mount, key, namespace } = settings;
  const name = `key \`${key}\` of ${address}`;

  async function call(
    deed: 'encrypt' | 'decrypt',
    body: Readonly<Record<string, string>>,
    wanted: 'ciphertext' | 'plaintext',
  ): Promise<string> {
    const answer = await transport({
      method: 'POST',
      url: `${address}/v1/${mount.split('/').map(encodeURIComponent).join('/')}/${deed}/${encodeURIComponent(key)}`,
      headers: {
        'content-type': 'application/json',
        'x-vault-request': 'true',
        'x-vault-token': settings.token().reveal(),
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      },
      body: JSON.stringify(body),
      timeoutMs: CALL_MS,
    }).catch((error: unknown) => {
      if (error instanceof TransportError) throw failed(`cannot be reached (${error.reason})`);
      throw error;
    });
    // What it says of a failure may repeat what it was sent.
    if (answer.status !== 200) throw failed(`answered with status ${answer.status}${hints[answer.status] ?? ''}`);
    const found = dataOf(answer.body)?.[wanted];
    if (typeof found !== 'string' || found === '') throw failed('answered with something else');
    return found;
  }

  const failed = (what: string): VaultError => new VaultError('vault/key-service', `the key service (${name}) ${what}`);
  const boundTo = (kid: string): { readonly associated_data: string } => ({ associated_data: Buffer.from(kid).toString('base64') });

  return {
    name,
    wrap: (bytes, kid) => call('encrypt', { plaintext: Buffer.from(bytes).toString('base64'), ...boundTo(kid) }, 'ciphertext'),
    async unwrap(wrapped, kid) {
      const bytes = Buffer.from(await call('decrypt', { ciphertext: wrapped, ...boundTo(kid) }, 'plaintext'), 'base64');
      if (bytes.length !== 32) throw failed('unwrapped something that is no key of ours');
      return new Uint8Array(bytes);
    },
  };
}

const hints: Readonly<Record<number, string>> = {
  400: '; its key may be another, or one that takes no associated data',
  403: '; look after its token and policy',
  404: '; there is no such mount or key',
  503: '; it is sealed or in maintenance',
};

function dataOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const { data } = JSON.parse(text) as { readonly data?: unknown };
    return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
