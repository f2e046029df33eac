import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { Count, CountWindow } from '../../runtime/ports/counter.ts';
import { type CheckedElement, int, literal, type ReportOn, text } from '../define.ts';
import { bodyBytes, counted, periodSeconds, retryAfterSeconds, spanText } from './count.ts';

/** What a quota is of. */
export const volumeAttributes = {
  calls: int({ min: 1 })({ required: 'conditional', expression: false, docs: 'How many calls are let through.' }),
  bandwidth: int({ min: 1 })({
    required: 'conditional',
    expression: false,
    docs: 'How many kilobytes of request and response bodies pass.',
  }),
};

export const renewalPeriod = text({
  required: true,
  expression: false,
  docs: 'The length of a window in seconds, or an ISO 8601 duration; 0 is one that never ends.',
});

const noVolume = message('quota/no-volume', 'error', '<{name}> limits nothing', 'write calls, or bandwidth, or both');
const badPeriod = message(
  'quota/renewal-period',
  'error',
  '`{value}` is no renewal period',
  'write whole seconds, or a duration such as P30D',
);
const shortPeriod = message(
  'quota/short-period',
  'warning',
  'API Management takes a renewal-period of at least 300 seconds, and this is {seconds}',
  'use a rate limit for shorter periods',
);
export const volumeMessages = { noVolume, badPeriod, shortPeriod };

/** What must hold for a quota, and for the quotas of APIs and operations inside it. */
export function checkVolume(element: CheckedElement, report: ReportOn, leastSeconds: number): void {
  const { name, nameSpan, attributes } = element;
  if (!attributes.has('calls') && !attributes.has('bandwidth')) report(noVolume, nameSpan, { name });
  const period = literal(element, 'renewal-period');
  const at = attributes.get('renewal-period')?.value.span ?? nameSpan;
  const seconds = period === undefined || period.includes('{{') ? undefined : periodSeconds(period);
  if (seconds !== undefined && seconds > 0 && seconds < leastSeconds) report(shortPeriod, at, { seconds });
  if (seconds === undefined && period !== undefined && !/[{}_]/.test(period)) report(badPeriod, at, { value: period });
  for (const child of element.children) checkVolume(child, report, leastSeconds);
}

/** A quota at work: of what, in which window, under which key. */
export interface Quota {
  readonly source: string;
  readonly key: string;
  readonly calls: number | undefined;
  /** Kilobytes. */
  readonly bandwidth: number | undefined;
  readonly window: CountWindow;
}

/** A window of so many seconds, one after the other from `start`; 0 seconds never end. */
export function quotaWindow(period: string, start: number): CountWindow {
  const seconds = periodSeconds(period) ?? 0;
  return seconds === 0 ? { kind: 'lifetime' } : { kind: 'fixed', ms: seconds * 1000, start };
}

/** Refuses when a volume is used up; counts `amount` calls now, and bytes when the answer is known and `counts` says so. */
export async function useQuota(x: Exchange, quota: Quota, amount: number, counts: () => boolean): Promise<void> {
  const { source, calls, window } = quota;
  const key = counterKey(quota);
  const bytes = { key: `${key} bytes`, window, limit: (quota.bandwidth ?? 0) * 1024 };
  if (quota.bandwidth !== undefined) {
    const count = await counted(x, source, 'take', { ...bytes, amount: 0 });
    if (count.total >= bytes.limit) refuse(source, 'bandwidth', count);
  }
  if (calls !== undefined) {
    const count = await counted(x, source, 'take', { key, window, amount, limit: calls });
    if (!count.granted || (amount === 0 && count.total >= calls)) refuse(source, 'call volume', count);
  }
  if (quota.bandwidth === undefined) return;
  x.atEnd(async () => {
    if (counts()) await counted(x, source, 'add', { ...bytes, amount: bodyBytes(x) });
  });
}

/** Counts calls when the answer is known. */
export async function countLater(x: Exchange, quota: Quota, amount: number): Promise<void> {
  const { source, calls, window } = quota;
  if (calls !== undefined) await counted(x, source, 'add', { key: counterKey(quota), window, amount, limit: calls });
}

/** Windows of another length or start are counted apart. */
const counterKey = ({ key, window }: Quota): string => `${key} ${window.kind === 'fixed' ? `${window.ms} ${window.start}` : window.kind}`;

function refuse(source: string, what: string, count: Count): never {
  if (count.retryAfterMs === undefined) throw new PolicyFailure(source, 'QuotaExceeded', 403, `Out of ${what} quota.`);
  const seconds = retryAfterSeconds(count);
  throw new PolicyFailure(source, 'QuotaExceeded', 403, `Out of ${what} quota. Quota will be replenished in ${spanText(seconds)}.`, {
    headers: [['Retry-After', String(seconds)]],
  });
}
