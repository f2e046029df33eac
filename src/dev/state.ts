import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { applications, signInClientId } from './oauth/applications.ts';
import type { RecordFile, StoredRecord } from './oauth/records.ts';
import { newSigningKey } from './oauth/signing-key.ts';
import { privateFolder, readPrivateJson, writePrivateJson } from './private-file.ts';

const secretsSchema = z.strictObject({
  /** By client id. */
  clientSecrets: z.record(z.string(), z.string().min(32)),
  cookieKey: z.string().min(32),
  signingKey: z.looseObject({ kty: z.literal('RSA'), kid: z.string(), d: z.string() }),
});

const recordsSchema = z.array(z.strictObject({ model: z.string(), id: z.string(), payload: z.looseObject({}), expiresAt: z.number() }));

/** Made once per installation. Everything in it is secret. */
export type DevSecrets = z.output<typeof secretsSchema>;

/** What the demo keeps between starts, all of it for the owner's eyes only. */
export interface DevState {
  readonly folder: string;
  readonly secrets: DevSecrets;
  /** The OAuth server's grants and refresh tokens. */
  readonly records: RecordFile;
  /** Removes what was meant for this run only. */
  close(): void;
}

/**
 * Opens the demo's state below `root`. Each port has a folder of its own, since issuer and addresses are part of what is kept; with
 * port 0 every run has one, which is removed at the end.
 */
export async function openDevState(root: string, port: number): Promise<DevState> {
  privateFolder(root);
  const folder = port === 0 ? mkdtempSync(join(root, 'any-port-')) : join(root, `port-${port}`);
  privateFolder(folder);
  return {
    folder,
    secrets: await secretsIn(join(folder, 'secrets.json')),
    records: recordFile(join(folder, 'oauth-records.json')),
    close: () => {
      if (port === 0) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function secretsIn(path: string): Promise<DevSecrets> {
  // What is there is kept, and with it everything that is connected; clients that are new since then get a secret.
  const kept: Partial<DevSecrets> = readPrivateJson(path, secretsSchema) ?? {
    cookieKey: random(),
    signingKey: (await newSigningKey()) as DevSecrets['signingKey'],
  };
  const clientSecrets = Object.fromEntries(
    [...applications.map(({ clientId }) => clientId), signInClientId].map((id) => [id, kept.clientSecrets?.[id] ?? random()]),
  );
  const secrets = secretsSchema.parse({ ...kept, clientSecrets });
  writePrivateJson(path, secrets);
  return secrets;
}

const random = (): string => randomBytes(32).toString('base64url');

function recordFile(path: string): RecordFile {
  return {
    load: () => readPrivateJson(path, recordsSchema) ?? [],
    save: (records: readonly StoredRecord[]) => writePrivateJson(path, records),
  };
}
