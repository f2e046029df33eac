import { BudgetExceeded } from '../../src/runtime/budget.ts';
import { NetException } from '../../src/runtime/dotnet/values.ts';
import { PolicyFailure } from '../../src/runtime/failure.ts';
import type { HandlerModule, Section, SectionName } from '../../src/runtime/handler.ts';
import { runHandler } from '../../src/runtime/pipeline.ts';
import { CredentialError } from '../../src/runtime/ports/credential-source.ts';
import { SendFailure } from '../../src/runtime/ports/send.ts';
import { type Given, recordedExchange } from './exchange.ts';

/** What a request may end with: the failure of a policy, what .NET would throw, a bound, or something outside that could not be reached. */
const foreseen = [PolicyFailure, NetException, BudgetExceeded, CredentialError, SendFailure];

/**
 * Errors that nobody foresaw when a handler runs: as a whole, and each of its sections by itself, so that what a first section ends does not
 * hide what is in later ones.
 */
export async function internalErrors(handler: HandlerModule & { readonly run?: Section }, given: Given): Promise<readonly string[]> {
  const found: string[] = [];
  const note = (where: string, error: unknown): void => {
    if (foreseen.some((kind) => error instanceof kind)) return;
    found.push(`${where}: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' | ') : String(error)}`);
  };
  for (const [name, section] of sectionsOf(handler)) {
    const { x, traces } = recordedExchange(given);
    x.section = name;
    if (name === 'on-error') x.context.lastError = lastError;
    try {
      await section(x);
    } catch (error) {
      note(name, error);
    }
    for (const { message } of traces) if (message.includes('Internal server error')) note(`${name}, later`, new Error(message));
  }
  const { x, traces } = recordedExchange({ ...given, response: { status: 200, ...given.response } });
  const outcome = await runHandler(handler, x);
  if (outcome.kind === 'failed') note('as a whole', outcome.error);
  for (const { message } of traces) if (message.startsWith('at the end of the exchange: Internal')) note('at the end', new Error(message));
  return found;
}

const lastError = {
  source: 'validate-jwt',
  reason: 'TokenNotPresent',
  message: 'JWT not present.',
  scope: 'api',
  section: 'inbound',
  path: 'validate-jwt[1]',
  policyId: null,
} as const;

function sectionsOf({ inbound, backend, outbound, onError, run, preflight }: HandlerModule & { readonly run?: Section }) {
  const all: readonly (readonly [SectionName, Section | undefined])[] = [
    ['inbound', preflight],
    ['inbound', inbound],
    ['backend', backend],
    ['outbound', outbound],
    ['on-error', onError],
    ['inbound', run],
    ['outbound', run],
  ];
  return all.flatMap(([name, section]): (readonly [SectionName, Section])[] => (section === undefined ? [] : [[name, section]]));
}
