import type { Binding } from '../binding.ts';
import type { Local } from '../bound.ts';
import { nameTaken } from '../lambda-messages.ts';
import { ofBoundedType } from '../type-size.ts';
import { declaredTwice } from './statement-messages.ts';

/** Declares a local in the current block and reports a clash of names. */
export function declareLocal(binding: Binding, local: Local): void {
  const { name, span } = local;
  const clash = binding.scope.declare(name, { kind: 'local', local: ofBoundedType(binding, local) });
  if (clash === 'same-scope') binding.sink.report(declaredTwice, span, { name }, { cs: 'CS0128' });
  else if (clash === 'other-scope') binding.sink.report(nameTaken, span, { name }, { cs: 'CS0136' });
}
