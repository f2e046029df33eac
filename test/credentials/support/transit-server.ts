import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** The transit engine of Vault with one key, `fedpass`, under `transit`: it really encrypts, with AES-256-GCM and associated data. */
export interface TransitServer {
  readonly address: string;
  /** Calls as they came: what was asked for, and with which token. */
  readonly calls: { readonly path: string; readonly token: string; readonly namespace: string | undefined }[];
  /** From now on every call is answered so. */
  failWith(status: number | undefined): void;
  close(): Promise<void>;
}

interface Asked {
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly associated_data?: string;
}

export async function startTransit(token: string): Promise<TransitServer> {
  const key = randomBytes(32);
  const calls: TransitServer['calls'] = [];
  let failing: number | undefined;

  function encrypt({ plaintext = '', associated_data: aad = '' }: Asked): object {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad, 'base64'));
    const body = Buffer.concat([cipher.update(Buffer.from(plaintext, 'base64')), cipher.final()]);
    return { ciphertext: `vault:v1:${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64')}` };
  }

  function decrypt({ ciphertext = '', associated_data: aad = '' }: Asked): object {
    const bytes = Buffer.from(ciphertext.replace(/^vault:v1:/, ''), 'base64');
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(aad, 'base64'));
    cipher.setAuthTag(bytes.subarray(-16));
    const body = Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]);
    return { plaintext: body.toString('base64') };
  }

  const answer = (response: ServerResponse, status: number, body: object): void =>
    void response.writeHead(status).end(JSON.stringify(body));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    const path = request.url ?? '';
    const { 'x-vault-token': shown, 'x-vault-namespace': namespace } = request.headers;
    calls.push({ path, token: String(shown), namespace: namespace === undefined ? undefined : String(namespace) });
    if (failing !== undefined) return answer(response, failing, { errors: [JSON.stringify(asked)] });
    if (shown !== token) return answer(response, 403, { errors: ['permission denied'] });
    try {
      if (path === '/v1/transit/encrypt/fedpass') return answer(response, 200, { data: encrypt(asked) });
      if (path === '/v1/transit/decrypt/fedpass') return answer(response, 200, { data: decrypt(asked) });
      return answer(response, 404, { errors: [] });
    } catch {
      return answer(response, 400, { errors: ['invalid ciphertext'] });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  return {
    address: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`,
    calls,
    failWith(status) {
      failing = status;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
