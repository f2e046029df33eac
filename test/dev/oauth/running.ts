import * as oauth from 'oauth4webapi';
import { applications, signInClientId } from '../../../src/dev/oauth/applications.ts';
import type { OAuthSecrets } from '../../../src/dev/oauth/configuration.ts';
import type { RecordFile, StoredRecord } from '../../../src/dev/oauth/records.ts';
import { type OAuthServer, openOAuthServer } from '../../../src/dev/oauth/server.ts';
import { newSigningKey } from '../../../src/dev/oauth/signing-key.ts';

/** Where the browser would return to. Nothing listens there: the flows only look at the address. */
export const callback = 'http://localhost:4000/callback/projects';

export async function newSecrets(): Promise<OAuthSecrets> {
  return {
    clientSecrets: Object.fromEntries(
      [...applications.map(({ clientId }) => clientId), signInClientId].map((id) => [id, id.replace('fedpass-', 'secret-of-')]),
    ),
    cookieKey: 'cookie-key',
    signingKey: await newSigningKey(),
  };
}

/** Durable records that a test can look at, and hand to the next server. */
export class Records implements RecordFile {
  kept: readonly StoredRecord[] = [];
  load(): readonly StoredRecord[] {
    return this.kept;
  }
  save(records: readonly StoredRecord[]): void {
    this.kept = structuredClone(records);
  }
}

export interface Running {
  readonly server: OAuthServer;
  readonly metadata: oauth.AuthorizationServer;
  readonly problems: readonly string[];
}

export async function runOAuth(secrets: OAuthSecrets, storage: RecordFile = new Records(), port = 0): Promise<Running> {
  const problems: string[] = [];
  const pending = await openOAuthServer(port);
  const server = await pending.start(
    { storage, secrets, redirectUris: [callback], signInRedirectUri: callback, accessTokenLife: 600 },
    (problem) => problems.push(problem),
  );
  const issuer = new URL(server.issuer);
  const metadata = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  return { server, metadata, problems };
}

/** Plain http, which the client library refuses unless told: everything here is on loopback. */
export const insecure = { [oauth.allowInsecureRequests]: true } as const;
