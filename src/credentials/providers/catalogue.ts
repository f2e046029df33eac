import { aad } from './aad.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { oauth2 } from './oauth2.ts';
import { oauth2pkce } from './oauth2pkce.ts';
import type { ProviderDefinition } from './provider.ts';

/** Every identity provider there is a file for, by id. */
export const catalogue: ReadonlyMap<string, ProviderDefinition> = new Map(
  [aad, github, google, oauth2, oauth2pkce].map((provider) => [provider.id, provider]),
);
