import { message } from '../../diagnostics/message.ts';
import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { BusMessage } from '../../runtime/ports/message-bus.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { type CheckedElement, literal, type ReportOn } from '../define.ts';

/** How a message that is waited for is sent. */
export interface BusCall {
  readonly source: string;
  /** What answers, for messages. */
  readonly what: string;
  /** The variable that receives the reply. */
  readonly responseVariableName: string | undefined;
  readonly ignoreError: boolean;
}

/**
 * Sends a message and waits for the reply. A failure, or a reply with an error status, rejects with SendFailure or PolicyFailure; with
 * `ignoreError` it is traced, and the variable holds the reply, or null without one.
 */
export async function callBus(
  x: Exchange,
  busMessage: BusMessage,
  { source, what, responseVariableName, ignoreError }: BusCall,
): Promise<void> {
  const keep = (value: Response | null): void => {
    if (responseVariableName !== undefined) x.context.variables.set(responseVariableName, value);
  };
  try {
    const { status, reason, headers, body } = await x.ports.bus.send(busMessage, x.signal);
    keep(new Response(status, reason, HeaderMap.from(headers), Body.bytes(body)));
    if (status >= 300) throw new PolicyFailure(source, null, 500, `${what} answered with status ${status}`);
  } catch (error) {
    if (!ignoreError || x.signal?.aborted === true || !(error instanceof SendFailure || error instanceof PolicyFailure)) throw error;
    if (error instanceof SendFailure) keep(null);
    const text = `the message was not delivered, and that is ignored: ${error.message}`;
    x.ports.trace({ source, severity: 'error', message: text, metadata: [], at: x.place });
  }
}

/** Seconds that API Management waits for Dapr, in milliseconds where another time is asked for (reference: timeout). */
export const daprTime = (timeout: number): number => (timeout <= 0 ? 5 : Math.min(timeout, 3_600)) * 1000;

export const daprMessages = {
  template: message(
    'unsupported/dapr-template',
    'warning',
    'Liquid templates in <{element}> cannot run here',
    'write the content as an expression',
  ),
} as const;

/** Reports a template, which is another language. */
export function checkTemplate(element: CheckedElement, report: ReportOn): void {
  const template = element.attributes.get('template');
  if (template !== undefined && literal(element, 'template') !== undefined)
    report(daprMessages.template, template.value.span, { element: element.name });
}

/** A text as JSON where it is JSON, else as the text that it is. */
export function jsonOrText(text: string): { readonly value: unknown; readonly isJson: boolean } {
  try {
    return { value: JSON.parse(text), isJson: true };
  } catch {
    return { value: text, isJson: false };
  }
}
