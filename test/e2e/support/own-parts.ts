import { randomBytes } from 'node:crypto';
import { freePort } from '../../../src/dev/listen.ts';
import { startOAuthServer, type TestOAuthServer } from '../../support/oauth-server.ts';
import type { Files } from '../../support/project-folder.ts';
import { contextOf, type FederationService, startFederationService } from './federation-service.ts';

/** A project that shares nothing with the example: its own OAuth server, its own two services, its own configuration. */
export interface OwnParts {
  readonly oauth: TestOAuthServer;
  readonly orders: FederationService;
  readonly people: FederationService;
  /** The files of the project; the store is what `store` of the configuration says. */
  files(store: string): Files;
  /** Secrets that the configuration refers to. */
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  close(): Promise<void>;
}

const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';

const ordersSchema = `${federation}
type Query { order(id: ID!): Order }
type Order @key(fields: "id") { id: ID! total: Int! customer: Customer tokenId: String! }
type Customer @key(fields: "id", resolvable: false) { id: ID! }
`;
const peopleSchema = `${federation}
type Query { customer(id: ID!): Customer }
type Customer @key(fields: "id") { id: ID! name: String! tokenId: String! header(name: String!): String }
`;

/** Joins both services. */
export const joinQuery = '{ order(id: "7") { total tokenId customer { name tokenId } } }';

/** Characters that base64, URLs and forms write differently, so that a search for leaks has to know them all. */
const canary = (name: string): string => `canary ${name}/${randomBytes(9).toString('base64')}+%&=?`;

export async function startOwnParts(): Promise<OwnParts> {
  const port = await freePort(0);
  const env = { ORDERS_CLIENT_SECRET: canary('orders'), PEOPLE_CLIENT_SECRET: canary('people') };
  const oauth = await startOAuthServer({
    clients: [
      {
        client_id: 'gateway-orders',
        client_secret: env.ORDERS_CLIENT_SECRET,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      {
        client_id: 'gateway-people',
        client_secret: env.PEOPLE_CLIENT_SECRET,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`http://localhost:${port}/oauth/callback/directory`],
        response_types: ['code'],
      },
    ],
  });
  const issued = { issuer: oauth.issuer, jwksUrl: oauth.jwksUrl };
  const tokenId = (_parent: unknown, _args: unknown, context: unknown): unknown => contextOf(context).token.jti;
  const orders = await startFederationService({
    demands: { ...issued, audience: 'https://orders.example' },
    sdl: ordersSchema,
    resolvers: {
      Query: { order: (_parent, { id }: { readonly id: string }) => ({ id, total: 42, customer: { __typename: 'Customer', id: 'c1' } }) },
      Order: { tokenId },
    },
  });
  const people = await startFederationService({
    demands: { ...issued, audience: 'https://people.example' },
    sdl: peopleSchema,
    resolvers: {
      Query: { customer: (_parent, { id }: { readonly id: string }) => ({ id }) },
      Customer: {
        __resolveReference: (reference) => reference,
        name: () => 'Alice',
        tokenId,
        header: (_parent, { name }: { readonly name: string }, context) => contextOf(context).headers[name.toLowerCase()] ?? null,
      },
    },
  });

  return {
    oauth,
    orders,
    people,
    env,
    port,
    files: (store) => ({
      'fedpass.yaml': configuration(oauth, orders.url, people.url, port, store),
      'schemas/orders.graphql': ordersSchema,
      'subgraphs/people/schema.graphql': peopleSchema,
      'rules/subgraphs/orders.xml': document('shop', 'main'),
      'rules/subgraphs/people.xml': document('directory', 'org'),
    }),
    async close() {
      await Promise.all([oauth.close(), orders.close(), people.close()]);
    },
  };
}

/** Written from docs/configuration.md and docs/providers.md, and nothing else. */
const configuration = ({ authorizationUrl, tokenUrl }: TestOAuthServer, orders: string, people: string, port: number, store: string) => `
listen: { port: ${port} }
policies: rules
subgraphs:
  orders: { url: "${orders}", schema: schemas/orders.graphql, timeout: 20s }
  people:
    url: ${people}
    forwardHeaders: [X-Tenant]
providers:
  shop:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "${tokenUrl}", scopes: read, resource: "https://orders.example" }
    connections:
      main:
        parameters: { clientId: gateway-orders, clientSecret: "\${env.ORDERS_CLIENT_SECRET}" }
        accessPolicies: { gateway: { gateway: true } }
  directory:
    displayName: The directory
    identityProvider: oauth2pkce
    grantType: authorizationCode
    parameters:
      authorizationUrl: ${authorizationUrl}
      tokenUrl: ${tokenUrl}
      clientId: gateway-people
      clientSecret: "\${env.PEOPLE_CLIENT_SECRET}"
      scopes: read offline_access
      resource: https://people.example
    connections:
      org:
        accessPolicies: { gateway: { gateway: true } }
store: ${store}
keys: { file: state/keys.json }
limits: { shutdownGrace: 20s }
`;

const document = (provider: string, connection: string): string => `<policies>
  <inbound>
    <base />
    <get-authorization-context provider-id="${provider}" authorization-id="${connection}" context-variable-name="auth" />
    <set-header name="Authorization" exists-action="override">
      <value>@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken)</value>
    </set-header>
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>
`;
