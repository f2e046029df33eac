import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import { readOverlay } from '../../gateway/2-plan/overlay/read-overlay.ts';
import { close, listen, loopback } from '../listen.ts';
import { applications, type DemoApplication } from '../oauth/applications.ts';
import { billingResolvers } from './billing.ts';
import { crmResolvers } from './crm.ts';
import { githubFields } from './github.ts';
import { guardedGraphql } from './guarded-graphql.ts';
import { guardedRest } from './guarded-rest.ts';
import { projectsResolvers } from './projects.ts';
import type { ServiceContext } from './service-call.ts';
import { supportAnswer } from './support.ts';
import type { TokenDemands } from './token-check.ts';

/** A stand-in SaaS service that lets nobody in without a token of its own. */
export interface DemoService {
  readonly name: string;
  /** Its GraphQL endpoint, or where a REST service begins. */
  readonly url: string;
  close(): Promise<void>;
}

/** A service that has its port but does not answer yet. */
export interface PendingDemoService {
  readonly name: DemoApplication['name'];
  readonly url: string;
  start(issuer: Pick<TokenDemands, 'issuer' | 'jwksUrl'>, onError: (message: string) => void): Promise<DemoService>;
  close(): Promise<void>;
}

const resolvers = { crm: crmResolvers, billing: billingResolvers, projects: projectsResolvers };

/** Where the schema of a demo service is: the example project's own file. */
export const demoSchemaFile = (name: DemoApplication['name']): URL => new URL(`../../../subgraphs/${name}/schema.graphql`, import.meta.url);

/** Takes a port for each service: the federated ones from `first` on, the others behind the port that the adversarial provider has; `0` any free ones. Rejects with DevRefusal. */
export async function openDemoServices(first: number): Promise<readonly PendingDemoService[]> {
  const opened: PendingDemoService[] = [];
  try {
    for (const [index, application] of applications.entries()) {
      const port = first + index + (application.kind === 'federation' ? 0 : 1);
      opened.push(await open(application, first === 0 ? 0 : port));
    }
  } catch (error) {
    await Promise.all(opened.map((service) => service.close()));
    throw error;
  }
  return opened;
}

async function open(application: DemoApplication, port: number): Promise<PendingDemoService> {
  const server = createServer();
  const place = `http://${loopback}:${await listen(server, port)}`;
  const url = application.kind === 'rest' ? place : `${place}/graphql`;
  return {
    name: application.name,
    url,
    close: () => close(server),
    async start(issuer, onError) {
      const demands = { ...issuer, audience: application.audience, scope: application.requiredScope };
      server.on('request', await handler(application, demands, onError));
      return { name: application.name, url, close: () => close(server) };
    },
  };
}

async function handler({ name, kind }: DemoApplication, demands: TokenDemands, onError: (message: string) => void) {
  if (kind === 'rest') return guardedRest(supportAnswer, demands, onError);
  const typeDefs = parse(await readFile(demoSchemaFile(name), 'utf8'));
  const schema = kind === 'graphql' ? plainSchema(typeDefs) : federatedSchema(name, typeDefs);
  return guardedGraphql(schema, demands, onError);
}

function federatedSchema(name: DemoApplication['name'], typeDefs: DocumentNode): GraphQLSchema {
  const own = name === 'crm' || name === 'billing' || name === 'projects' ? resolvers[name] : {};
  return buildSubgraphSchema({ typeDefs, resolvers: own as never });
}

/** The API behind an overlay has the overlay's part of its schema, in names of its own. */
function plainSchema(overlaid: DocumentNode): GraphQLSchema {
  const { overlay } = readOverlay(overlaid, 'look-ups');
  if (overlay === undefined) throw new TypeError('the overlay of the demo is not whole');
  const schema = buildSchema(overlay.remoteSdl());
  const fields: Readonly<Record<string, GraphQLFieldResolver<unknown, ServiceContext>>> = githubFields;
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const resolve = fields[field.name];
    if (resolve !== undefined) field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
  }
  return schema;
}
