import { dotnetType, member, property } from '../../dotnet/define.ts';
import { ticksPerMillisecond, unixEpochTicks } from '../../dotnet/values/calendar.ts';
import { DateTime, kinds } from '../../dotnet/values/date-time.ts';
import { Guid } from '../../dotnet/values/guid.ts';
import { TimeSpan } from '../../dotnet/values/time-span.ts';
import type { Host } from '../../host.ts';
import type { Context } from '../context.ts';
import { parentToken } from './IContextGraphQL.ts';

/** The type of `context` (reference: contextObjects). */
export const IContext_ = dotnetType('interface Fedpass.IContext', 'What an expression sees of the exchange that it runs in.', {
  api: property('IContextApi Api { get; }', 'api', 'The API or subgraph; null where there is none.'),
  operation: property('IOperation Operation { get; }', 'operation', 'The operation; null where there is none.'),
  deployment: property('IDeployment Deployment { get; }', 'deployment', 'The gateway itself.'),
  product: property('IProduct Product { get; }', 'product', 'The product of the subscription; null without one.'),
  subscription: property('ISubscription Subscription { get; }', 'subscription', 'The subscription; null without a key.'),
  user: property('IUser User { get; }', 'user', 'The user; null when nobody is known.'),
  request: property('IRequest Request { get; }', 'request', 'The request.'),
  response: property('IResponse Response { get; }', 'response', 'The response; null until there is one.'),
  variables: member(
    'IReadOnlyDictionary<string, object> Variables { get; }',
    (context: Context) => context.variables.view,
    'What policies have kept under names.',
  ),
  lastError: property('ILastError LastError { get; }', 'lastError', 'The last error; null until there is one.'),
  graphql: member(
    'IContextGraphQL GraphQL { get; }',
    (context: Context) => context.graphql ?? null,
    'The field of a resolver; null elsewhere.',
  ),
  parentResult: member(
    'JObject ParentResult { get; }',
    (host: Host, context: Context) => parentToken(host, context.graphql?.parent),
    'An older name of `GraphQL.Parent`.',
    { host: true },
  ),
  requestId: member('Guid RequestId { get; }', (context: Context) => Guid.parse(context.requestId), 'The id of the request.'),
  timestamp: member(
    'DateTime Timestamp { get; }',
    (context: Context) => DateTime.of(unixEpochTicks + context.timestamp, kinds.utc),
    'When the request came in, UTC.',
  ),
  elapsed: member(
    'TimeSpan Elapsed { get; }',
    (context: Context) => TimeSpan.of(BigInt(Math.round(context.elapsed() * Number(ticksPerMillisecond)))),
    'How long the exchange has taken.',
  ),
  tracing: property('bool Tracing { get; }', 'tracing', 'Whether the request is traced.'),
  backend: member('IContextBackend Backend { get; }', () => null, 'The backend that Azure chose; null here.'),
  workspace: member('IWorkspace Workspace { get; }', () => null, 'The workspace; null here.'),
  trace: member(
    'void Trace(string message)',
    (context: Context, message: string | null) => context.trace(message ?? ''),
    'Writes a trace line.',
  ),
});
