import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { LimitsConfig } from '../../config/config.ts';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import { Source } from '../../diagnostics/source.ts';
import { measureOperation } from '../../gateway/2-plan/measure-operation.ts';
import { operationCost } from '../../gateway/2-plan/operation-cost.ts';
import { UsageError } from '../exit.ts';
import { readText } from '../project/read-source.ts';
import type { Measure } from './explanation.ts';

const messages = {
  syntax: message('operation/syntax', 'error', '{why}', 'mend it; the gateway would answer `GRAPHQL_PARSE_FAILED`'),
  invalid: message('operation/invalid', 'error', '{why}', 'mend it, or the schema; the gateway would answer `GRAPHQL_VALIDATION_FAILED`'),
  limit: message(
    'operation/limit',
    'error',
    'the operation has {found} {what}; `{setting}` allows {most}',
    'ask for less at once, or raise the limit',
  ),
  planning: message(
    'operation/planning',
    'error',
    'planning the operation takes longer than the {ms} ms that `limits.planningTime` allows',
    'ask for less at once, or without fragments on types; the gateway would answer `OPERATION_TOO_EXPENSIVE`',
  ),
  subscription: message('operation/subscription', 'error', 'subscriptions are not planned', 'explain a query or a mutation'),
} as const;

/** An operation as it was given: the name of a file, or its text. Throws {@link UsageError}. */
export function operationSource(given: string, cwd: string): Source {
  const path = resolve(cwd, given);
  if (!given.includes('{') || (given.length < 1_000 && existsSync(path))) {
    if (!existsSync(path))
      throw new UsageError(
        `there is no file \`${given}\`, and it is no operation`,
        "write a file's name, or an operation such as '{ me { name } }'",
      );
    return new Source(given, readText(path, given));
  }
  return new Source('operation', given);
}

/** An operation that could be run. */
export interface ReadOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly limits: readonly Measure[];
}

/** Parses, validates and measures an operation, as the gateway would. Undefined when it could not be run; the findings say why. */
export function readOperation(
  source: Source,
  schema: GraphQLSchema,
  {
    name,
    variables,
    limits: most,
  }: { readonly name: string | undefined; readonly variables: Readonly<Record<string, unknown>>; readonly limits: LimitsConfig },
): { readonly read: ReadOperation | undefined; readonly findings: readonly Diagnostic[] } {
  const findings = new Findings();
  const report = findings.reporter(source);
  const tell = (kind: 'syntax' | 'invalid', error: GraphQLError): void => {
    const [start = 0] = error.positions ?? [];
    report(messages[kind], { start, end: wordEnd(source.text, start) }, { why: worded(error.message) });
  };
  let document: DocumentNode;
  try {
    document = parse(source.text, { maxTokens: most.queryTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    tell('syntax', error);
    return { read: undefined, findings: findings.all };
  }
  for (const error of validate(schema, document, specifiedRules)) tell('invalid', error);
  if (findings.failed) return { read: undefined, findings: findings.all };
  const operation = chosen(document, name);
  const start = operation.loc?.start ?? 0;
  const span = { start, end: wordEnd(source.text, start) };
  if (operation.operation === 'subscription') {
    report(messages.subscription, span, {});
    return { read: undefined, findings: findings.all };
  }
  const measured = measures(document, operation, variables, most);
  for (const { what, found, most: allowed } of measured)
    if (found > allowed) report(messages.limit, span, { what, found, most: allowed, setting: settings[what] ?? 'limits' });
  return { read: { document, operation, limits: measured }, findings: findings.all };
}

/** What is to be said of an operation that could not be planned in time. */
export function notPlanned(source: Source, { loc }: OperationDefinitionNode, ms: number): readonly Diagnostic[] {
  const findings = new Findings();
  const start = loc?.start ?? 0;
  findings.reporter(source)(messages.planning, { start, end: wordEnd(source.text, start) }, { ms });
  return findings.all;
}

const settings: Readonly<Record<string, string>> = {
  'levels of fields': 'limits.operation.depth',
  aliases: 'limits.operation.aliases',
  'root fields': 'limits.operation.rootFields',
  directives: 'limits.operation.directives',
  'fields to answer': 'limits.operation.cost',
};

function measures(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  { operation: most }: LimitsConfig,
): readonly Measure[] {
  const fragments = new Map(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  );
  const { depth, aliases, rootFields, directives } = measureOperation(operation, fragments);
  return [
    { what: 'levels of fields', found: depth, most: most.depth },
    { what: 'aliases', found: aliases, most: most.aliases },
    { what: 'root fields', found: rootFields, most: most.rootFields },
    { what: 'directives', found: directives, most: most.directives },
    { what: 'fields to answer', found: operationCost(document, operation, variables), most: most.cost },
  ];
}

/** The operation that `name` names, or the only one. Throws {@link UsageError}. */
function chosen(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const all = document.definitions.filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION);
  const found = name === undefined ? all : all.filter((each) => each.name?.value === name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = all.map((each) => each.name?.value ?? 'unnamed').join(', ');
  throw new UsageError(
    name === undefined ? 'the document has several operations, or none' : `the document has no operation \`${name}\``,
    names === '' ? 'write one' : `name one with --operation: ${names}`,
  );
}

/** As our own messages are: no capital at the start, no period at the end, names in backticks. */
const worded = (text: string): string =>
  text
    .replace(/^Syntax Error: /, '')
    .replace(/^[A-Z](?=[a-z])/, (start) => start.toLowerCase())
    .replaceAll('"', '`')
    .replace(/\.$/, '');

const wordEnd = (text: string, start: number): number => start + Math.max(1, /^\w*/.exec(text.slice(start))?.[0].length ?? 1);
