import type * as z from 'zod';
import type { Message } from '../../diagnostics/message.ts';

/** Why a value is refused, in our own words. Rides through the schema library in the parameters of an issue. */
export class Refusal {
  readonly message: Message;
  readonly values: Readonly<Record<string, string | number>>;
  readonly help: string | undefined;

  constructor(message: Message, values: Readonly<Record<string, string | number>> = {}, help?: string) {
    this.message = message;
    this.values = values;
    this.help = help;
  }
}

/** A check that reports every refusal `find` gives; `path` leads from the checked value to the part that is wrong. */
export const refuse =
  <Value>(find: (value: Value, refuse: (refusal: Refusal, path?: readonly (string | number)[]) => void) => void) =>
  (context: z.core.ParsePayload<Value>): void => {
    find(context.value, (refusal, path = []) => {
      context.issues.push({ code: 'custom', input: context.value, path: [...path], params: { refusal }, continue: true });
    });
  };
