import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SubgraphSchema } from '../../gateway/2-plan/compose.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import type { Supergraph } from '../../gateway/2-plan/supergraph.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { compositionFindings } from '../project/composition-findings.ts';
import { configPath } from '../project/config-path.ts';
import { projectFacts } from '../project/facts.ts';
import { readDocuments } from '../project/read-documents.ts';
import { readSchemas } from '../project/read-schemas.ts';
import { readText } from '../project/read-source.ts';
import { ProjectRefused } from '../project/refused.ts';
import { json as findingsJson } from '../reports/json.ts';
import { pretty } from '../reports/pretty.ts';
import { callUses } from './call-uses.ts';
import { demandsOf } from './demands.ts';
import { documentUses, type UsedDocument } from './document-uses.ts';
import type { DocumentUse, Explanation } from './explanation.ts';
import { explanationText } from './explanation-text.ts';
import { notPlanned, operationSource, readOperation } from './read-operation.ts';

export interface ExplainRequest {
  /** A file, or the text of an operation. */
  readonly operation: string;
  readonly config: string | undefined;
  /** Which operation of the document. */
  readonly name: string | undefined;
  /** JSON, or a file with it. */
  readonly variables: string | undefined;
  readonly json: boolean;
}

/** Tells what an operation would do, without sending anything and without secrets. Status 1 when it could not be run. */
export const explainOperation = (request: ExplainRequest, io: Io): Promise<Exit> =>
  withPlainWords(io, async () => {
    const source = operationSource(request.operation, io.cwd);
    const variables = variablesOf(request.variables, io.cwd);
    const { config, findings } = loadConfig(configPath(request.config, io.cwd), io.env, 'skip', io.cwd);
    if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
    const { schemas, findings: missing } = readSchemas(config, io.cwd);
    if (missing.length > 0) throw new ProjectRefused(missing, 1, exit.usage);
    const supergraph = await composed(schemas);
    const { openPlanner } = await import('../../gateway/2-plan/planner.ts');
    const { readPlan } = await import('../../gateway/2-plan/plan.ts');
    const planner = await openPlanner(supergraph, config.limits.planningTime);
    const { read, findings: wrong } = readOperation(source, planner.schema, { name: request.name, variables, limits: config.limits });
    if (read === undefined) return refused(wrong, request, io);
    const { documents: texts } = readDocuments(config.policies, io.cwd);
    const documents = documentUses(texts, projectFacts(config, createLibrary()));
    const planned = planner.plan({ document: read.document, hash: source.text, operationName: read.operation.name?.value });
    if (planned.kind === 'too-long') return refused(notPlanned(source, read.operation, config.limits.planningTime), request, io);
    const plan = readPlan(planned.plan);
    const { calls, used } = callUses(plan, { config, schemas, documents });
    const global = documents.of('global');
    const explanation: Explanation = {
      operation: { type: read.operation.operation, name: read.operation.name?.value ?? null },
      limits: read.limits,
      caller: demandsOf(global === undefined ? used : [global, ...used]),
      global: global === undefined ? null : plain(global),
      plan: plan ?? null,
      calls: calls.map((call) => ({
        ...call,
        document: call.document === null ? null : plain(call.document),
        resolvers: call.resolvers.map(plain),
      })),
    };
    io.out(request.json ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation, { color: io.color.out }));
    const errors = [...wrong, ...documents.findings.filter(({ severity }) => severity === 'error')];
    if (errors.length === 0) return exit.clean;
    io.err(pretty({ files: texts.length + 1, findings: errors }, { color: io.color.err }));
    return exit.findings;
  });

/** Without what only we work with. */
const plain = ({ document, policies }: DocumentUse | UsedDocument): DocumentUse => ({
  document,
  policies: policies.map(({ policy, at, section, inside }) => ({ policy, at, section, inside })),
});

function refused(findings: readonly Diagnostic[], { json }: ExplainRequest, io: Io): Exit {
  if (json) io.out(findingsJson({ files: 1, findings }, { color: false, cwd: io.cwd, root: io.cwd }));
  else io.err(pretty({ files: 1, findings }, { color: io.color.err }));
  return exit.findings;
}

async function composed(schemas: readonly SubgraphSchema[]): Promise<Supergraph> {
  const { compose } = await import('../../gateway/2-plan/compose.ts');
  try {
    return compose(schemas);
  } catch (error) {
    if (!(error instanceof CompositionFailure)) throw error;
    throw new ProjectRefused(compositionFindings(error, schemas), schemas.length, exit.findings);
  }
}

function variablesOf(given: string | undefined, cwd: string): Readonly<Record<string, unknown>> {
  if (given === undefined) return {};
  const text = existsSync(resolve(cwd, given)) ? readText(resolve(cwd, given), given) : given;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The same sentence says what is wrong.
  }
  throw new UsageError('--variables is no JSON object, and no file with one', 'write \'{"first": 10}\', or the name of a file');
}
