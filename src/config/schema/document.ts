import * as z from 'zod';
import { line } from '../scalars/text.ts';
import { apis } from './apis.ts';
import { certificates } from './certificates.ts';
import { egress } from './egress.ts';
import { identity } from './identity.ts';
import { limits } from './limits.ts';
import { lint } from './lint.ts';
import { listen } from './listen.ts';
import { managedIdentity } from './managed-identity.ts';
import { management } from './management.ts';
import { messaging } from './messaging.ts';
import { namedValues } from './named-values.ts';
import { providers } from './providers.ts';
import { cache, keys, store } from './storage.ts';
import { subgraphs } from './subgraphs.ts';

/**
 * The whole of `fedpass.yaml`: what is checked, what the types are inferred from, what the JSON Schema and the reference page are made of.
 * The order of keys is the order of the page.
 */
export const documentSchema = z.strictObject({
  listen: listen.prefault({}),
  subgraphs,
  apis,
  policies: line(1024)
    .default('policies')
    .describe('The folder of the policy documents, taken from the folder of this file.')
    .meta({ samples: ['config/policies'] }),
  namedValues,
  identity,
  managedIdentity,
  providers,
  certificates,
  store,
  cache,
  keys,
  messaging,
  management,
  egress,
  limits,
  lint,
});
