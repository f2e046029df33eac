import { Body } from '../../runtime/context/body.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';

/** When a body is converted. */
export interface ConversionArgs {
  readonly apply: string;
  readonly considerAcceptHeader: boolean;
}

/** Converts the body of the section's message between JSON and XML, and says so in its Content-Type. Nothing happens where it does not apply. */
export function convertBody(
  x: Exchange,
  args: ConversionArgs,
  kinds: { readonly source: string; readonly from: 'json' | 'xml'; readonly to: 'json' | 'xml' },
  convert: (text: string) => string,
): void {
  const message = x.onResponse ? x.context.response : x.context.request;
  const body = message?.body ?? null;
  if (body === null) return;
  const type = x.onResponse ? x.context.response?.headers.get('Content-Type') : x.context.request.headers.visible.get('Content-Type');
  if (args.apply !== 'always' && !isOf(kinds.from, type?.join(',') ?? '')) return;
  if (args.considerAcceptHeader && !isOf(kinds.to, x.context.request.headers.visible.get('Accept')?.join(',') ?? '')) return;
  const text = body.contentText;
  if (text.trim() === '') return;
  const result = converted(kinds, text, convert);
  x.context.host.budget.allocate(result.length);
  x.setBody(Body.text(result));
  x.headers.set('Content-Type', [`application/${kinds.to}`]);
}

/** Whether a header names a media type of this kind: `application/json`, `text/xml`, `application/soap+xml` … */
const isOf = (kind: 'json' | 'xml', header: string): boolean => new RegExp(`[/+]${kind}\\b`, 'i').test(header);

function converted(
  { source, from }: { readonly source: string; readonly from: string },
  text: string,
  convert: (text: string) => string,
): string {
  try {
    return convert(text);
  } catch (error) {
    if (error instanceof Error && error.name !== 'BudgetExceeded')
      throw new PolicyFailure(source, null, 500, `the body is no ${from.toUpperCase()} that could be converted`, { cause: error });
    throw error;
  }
}
