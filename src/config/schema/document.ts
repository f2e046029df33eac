import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { apis } from './apis.ts';
import { backends } from './backends.ts';
import { callers } from './callers.ts';
import { certificates } from './certificates.ts';
import { egress } from './egress.ts';
import { graph } from './graph.ts';
import { identity } from './identity.ts';
import { limits } from './limits.ts';
import { lint } from './lint.ts';
import { listen } from './listen.ts';
import { managedIdentity } from './managed-identity.ts';
import { management } from './management.ts';
import { messaging } from './messaging.ts';
import { namedValues } from './named-values.ts';
import { providers } from './providers.ts';
import { schemas } from './schemas.ts';
import { cache, keys, store } from './storage.ts';
import { subgraphs } from './subgraphs.ts';
import { telemetry } from './telemetry.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { webhooks } from './webhooks.ts';

const tlsCertificate = message(
  'config/tls-certificate',
  'error',
  '`certificates` has none by the id `{text}` that comes with its key',
  'add it there, with `certificate` and `key`, or with `pfx`',
);
const noAuthority = message(
  'config/tls-authority',
  'error',
  'clients need a certificate, and no authority is trusted: nobody could call',
  'add one to `certificates`, as `{ authority: … }`',
);
const claimOfNobody = message(
  'config/introspection-claim',
  'error',
  'a claim decides who may see the schema, and no token of a client is read: nobody could show it',
  'name the audience of clients’ tokens in `callers.tokenAudience`, or write `nobody`',
);
const nothing = message(
  'config/no-subgraphs',
  'error',
  'there is nothing to serve: neither a subgraph nor an API nor a credential provider',
  'name at least one under `subgraphs`, `apis` or `providers`',
);

/**
 * The whole of `fedpass.yaml`: what is checked, what the types are inferred from, what the JSON Schema and the reference page are made of.
 * The order of keys is the order of the page.
 */
const sections = z.strictObject({
  listen: listen.prefault({}),
  subgraphs,
  apis,
  backends,
  policies: line(1024)
    .default('policies')
    .describe('The folder of the policy documents, taken from the folder of this file.')
    .meta({ samples: ['config/policies'] }),
  namedValues,
  identity,
  callers,
  graph,
  managedIdentity,
  providers,
  certificates,
  schemas,
  store,
  cache,
  keys,
  messaging,
  telemetry,
  management,
  tokenEndpoint,
  webhooks,
  egress,
  limits,
  lint,
});

export const documentSchema = sections.check(
  refuse(({ listen: { tls }, certificates: known, ...rest }, report) => {
    const { introspection } = rest.graph;
    if (introspection?.kind === 'claim' && rest.callers.tokenAudience === undefined)
      report(new Refusal(claimOfNobody), ['graph', 'introspection']);
    if (servesNothing(rest)) report(new Refusal(nothing), ['subgraphs']);
    if (tls === undefined) return;
    const found = Object.hasOwn(known, tls.certificate) ? known[tls.certificate] : undefined;
    if (found === undefined || found.kind === 'authority')
      report(new Refusal(tlsCertificate, { text: tls.certificate }), ['listen', 'tls', 'certificate']);
    if (tls.clientCertificates === 'needed' && !Object.values(known).some(({ kind }) => kind === 'authority'))
      report(new Refusal(noAuthority), ['listen', 'tls', 'clientCertificates']);
  }),
);

/** Tokens may be all that a gateway is for: for programs, or through the management API. */
const servesNothing = ({
  subgraphs: graph,
  apis: plain,
  providers: known,
  management: { kind },
}: Pick<z.output<typeof sections>, 'subgraphs' | 'apis' | 'providers' | 'management'>): boolean =>
  kind === 'off' && [graph, plain, known].every((map) => Object.keys(map).length === 0);
