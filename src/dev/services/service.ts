import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { close, listen, loopback } from '../listen.ts';
import { applications, type DemoApplication } from '../oauth/applications.ts';
import { billingResolvers } from './billing.ts';
import { crmResolvers } from './crm.ts';
import { guardedGraphql } from './guarded-graphql.ts';
import { projectsResolvers } from './projects.ts';
import type { TokenDemands } from './token-check.ts';

/** A stand-in SaaS service: a Federation 2 subgraph that lets nobody in without a token of its own. */
export interface DemoService {
  readonly name: string;
  /** Its GraphQL endpoint. */
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

/** Takes a port for each service, one after the other from `first` on; `0` any free ones. Rejects with DevRefusal. */
export async function openDemoServices(first: number): Promise<readonly PendingDemoService[]> {
  const opened: PendingDemoService[] = [];
  try {
    for (const [index, application] of applications.entries()) {
      opened.push(await open(application, first === 0 ? 0 : first + index));
    }
  } catch (error) {
    await Promise.all(opened.map((service) => service.close()));
    throw error;
  }
  return opened;
}

async function open(application: DemoApplication, port: number): Promise<PendingDemoService> {
  const server = createServer();
  const url = `http://${loopback}:${await listen(server, port)}/graphql`;
  return {
    name: application.name,
    url,
    close: () => close(server),
    async start(issuer, onError) {
      const typeDefs = parse(await readFile(demoSchemaFile(application.name), 'utf8'));
      const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers[application.name] as never });
      const demands = { ...issuer, audience: application.audience, scope: application.requiredScope };
      server.on('request', guardedGraphql(schema, demands, onError));
      return { name: application.name, url, close: () => close(server) };
    },
  };
}
