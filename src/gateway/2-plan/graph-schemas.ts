import type { GraphQLSchema } from 'graphql';
import type { GraphSchema, Schemas } from '../../runtime/ports/schemas.ts';
import { type SampleAnswers, sampleAnswers } from '../services/sample-answer.ts';
import { graphSchema } from './graph-schema.ts';
import { subgraphSchema } from './subgraph-schema.ts';

/** The schemas of the configuration together with those of one graph. What is costly is made when it is first asked for. */
export function graphSchemas(configured: Schemas, graph: GraphQLSchema, subgraphs: ReadonlyMap<string, () => string>): Schemas {
  const schemas = new Map<string | undefined, GraphSchema | undefined>([[undefined, graphSchema(graph)]]);
  const samples = new Map<string | undefined, SampleAnswers | undefined>();
  const schemaOf = (subgraph: string | undefined): GraphSchema | undefined => {
    if (!schemas.has(subgraph)) {
      const text = subgraphs.get(subgraph ?? '')?.();
      schemas.set(subgraph, text === undefined ? undefined : graphSchema(subgraphSchema(text)));
    }
    return schemas.get(subgraph);
  };
  const samplesOf = (subgraph: string | undefined): SampleAnswers | undefined => {
    if (!samples.has(subgraph)) {
      const known = schemaOf(subgraph);
      samples.set(subgraph, known === undefined ? undefined : sampleAnswers(known.schema));
    }
    return samples.get(subgraph);
  };
  return {
    validate: (question) => configured.validate(question),
    http: (subgraph) => configured.http(subgraph),
    graph: schemaOf,
    sample: ({ subgraph, body }) => samplesOf(subgraph)?.answer(body),
  };
}
