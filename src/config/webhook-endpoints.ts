import type { WebhookEndpoint } from '../credentials/notices/endpoint.ts';
import type { Config } from './config.ts';
import type { MissingParameter } from './credential-settings.ts';
import type { SecretReader } from './secret-reader.ts';

const FORM = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/** The webhooks of a configuration with their secrets of this moment, and those whose secret is not there or no secret of Standard Webhooks. */
export function webhookEndpoints(
  { webhooks }: Config,
  reader: SecretReader,
): { readonly endpoints: readonly WebhookEndpoint[]; readonly missing: readonly MissingParameter[] } {
  const endpoints: WebhookEndpoint[] = [];
  const missing: MissingParameter[] = [];
  for (const [place, { url, secret, events, providers }] of webhooks.entries()) {
    const answer = reader.read(secret);
    const path = ['webhooks', place, 'secret'];
    if (answer.kind === 'missing') missing.push({ path, name: answer.name, problem: answer.problem });
    else if (!FORM.test(answer.secret.reveal()))
      missing.push({ path, name: 'the secret', problem: 'is not `whsec_` and 24 to 64 bytes in base64' });
    else endpoints.push({ url, secret: answer.secret, events, ...(providers === undefined ? {} : { providers }) });
  }
  return { endpoints, missing };
}
