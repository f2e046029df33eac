import type { ManagedIdentitySource } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { SecretText } from '../../config/secret-text.ts';
import { ManagedIdentityError } from '../../runtime/ports/managed-identity.ts';
import type { HeaderList } from '../../runtime/ports/send.ts';

/** How a token of the machine's identity is asked for. */
export interface IdentityRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | null;
}

interface Wanted {
  readonly resource: string;
  /** The identity that a policy names, in place of the configuration's. */
  readonly clientId: string | undefined;
}

/** The address of the Azure Instance Metadata Service. */
const metadataAddress = 'http://169.254.169.254/metadata/identity/oauth2/token';

/** The request for a token, as the source of the identity wants it. Throws {@link ManagedIdentityError} when a secret is missing. */
export function identityRequest(source: ManagedIdentitySource, wanted: Wanted, secrets: SecretReader): IdentityRequest {
  const clientId = wanted.clientId ?? (source.kind === 'none' ? undefined : source.clientId);
  const query = (version: string): string => {
    const parameters = new URLSearchParams({ 'api-version': version, resource: wanted.resource });
    if (clientId !== undefined) parameters.set('client_id', clientId);
    return parameters.toString();
  };
  switch (source.kind) {
    case 'none':
      throw new ManagedIdentityError('no managed identity is configured: set managedIdentity.kind in fedpass.yaml');
    case 'virtualMachine':
      return { method: 'GET', url: `${metadataAddress}?${query('2018-02-01')}`, headers: [['metadata', 'true']], body: null };
    case 'appService': {
      const separator = source.endpoint.includes('?') ? '&' : '?';
      const headers: HeaderList = [['x-identity-header', secretOf(source.header, secrets)]];
      return { method: 'GET', url: `${source.endpoint}${separator}${query('2019-08-01')}`, headers, body: null };
    }
    case 'workload':
      return {
        method: 'POST',
        url: `${source.authority}/${encodeURIComponent(source.tenantId)}/oauth2/v2.0/token`,
        headers: [['content-type', 'application/x-www-form-urlencoded']],
        // RFC 7523 §2.2: the token of the cluster in place of a secret.
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId ?? '',
          scope: `${wanted.resource.replace(/\/+$/, '')}/.default`,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: secretOf(source.assertion, secrets),
        }).toString(),
      };
  }
}

function secretOf(text: SecretText, secrets: SecretReader): string {
  const answer = secrets.read(text);
  if (answer.kind === 'found') return answer.secret.reveal().trim();
  throw new ManagedIdentityError(`the managed identity cannot be used: ${answer.name} ${answer.problem}`);
}
