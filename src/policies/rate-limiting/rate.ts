import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { Count } from '../../runtime/ports/counter.ts';
import { type CheckedElement, literal, type ReportOn, text, variableName } from '../define.ts';
import { retryAfterSeconds } from './count.ts';

/** The attributes by which both kinds of rate limits tell what is left. */
export const reportingAttributes = {
  'retry-after-header-name': text({
    fallback: 'Retry-After',
    expression: false,
    docs: 'The header of a refusal that says when to try again.',
  }),
  'retry-after-variable-name': variableName({ expression: false, docs: 'The variable that says in how many seconds to try again.' }),
  'remaining-calls-header-name': text({ expression: false, docs: 'The header of every answer with what is left.' }),
  'remaining-calls-variable-name': variableName({ expression: false, docs: 'The variable with what is left.' }),
  'total-calls-header-name': text({ expression: false, docs: 'The header of every answer with the limit.' }),
};

export interface Reporting {
  readonly retryAfterHeaderName: string;
  readonly retryAfterVariableName?: string | undefined;
  readonly remainingCallsHeaderName?: string | undefined;
  readonly remainingCallsVariableName?: string | undefined;
  readonly totalCallsHeaderName?: string | undefined;
}

/** Tells what is left, in variables now and in headers of whatever answer there will be. */
export function tellLeft(x: Exchange, limit: number, { total }: Count, names: Reporting): void {
  const left = Math.max(0, limit - total);
  if (names.remainingCallsVariableName !== undefined) x.context.variables.set(names.remainingCallsVariableName, left);
  const { remainingCallsHeaderName, totalCallsHeaderName } = names;
  if (remainingCallsHeaderName === undefined && totalCallsHeaderName === undefined) return;
  x.atEnd(({ context: { response } }) => {
    if (remainingCallsHeaderName !== undefined) response?.headers.set(remainingCallsHeaderName, [String(left)]);
    if (totalCallsHeaderName !== undefined) response?.headers.set(totalCallsHeaderName, [String(limit)]);
  });
}

/** Refuses the call. Reference: errors, rate-limit. */
export function refuse(x: Exchange, source: string, count: Count, names: Reporting): never {
  const seconds = retryAfterSeconds(count);
  if (names.retryAfterVariableName !== undefined) x.context.variables.set(names.retryAfterVariableName, seconds);
  throw new PolicyFailure(source, 'RateLimitExceeded', 429, `Rate limit is exceeded. Try again in ${seconds} seconds.`, {
    headers: [[names.retryAfterHeaderName, String(seconds)]],
  });
}

export const longWindow = message(
  'rate-limit/long-window',
  'warning',
  'API Management takes a renewal-period of at most 300 seconds, and this is {seconds}',
  'use a quota for longer periods',
);

/** The longest window that API Management takes. Longer ones work here. */
export function checkWindow(element: CheckedElement, report: ReportOn): void {
  const seconds = Number(literal(element, 'renewal-period') ?? 0);
  const at = element.attributes.get('renewal-period')?.value.span ?? element.nameSpan;
  if (seconds > 300) report(longWindow, at, { seconds });
}
