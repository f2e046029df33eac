import type { Log } from '../../runtime/ports/log.ts';
import { grantOf } from '../connections/state.ts';
import type { GiveBack } from '../resources/remove-tokens.ts';
import type { Revocations } from './queue.ts';

/** Has the tokens of removed connections revoked. What cannot even be put down for later is told to the operator. */
export const revoking =
  (revocations: Revocations, log: Log): GiveBack =>
  async ({ id, target, record }) => {
    const grant = grantOf(record);
    if (grant === undefined) return;
    if (target === undefined) {
      log.warn({ ...id }, 'the tokens of a removed connection cannot be revoked: how to reach its provider is not known any more');
      return;
    }
    try {
      await revocations.add(target, grant, 'deleted');
    } catch (error) {
      log.warn(
        { ...id, reason: error instanceof Error ? error.message : 'unknown' },
        'the tokens of a removed connection could not be put down to be revoked',
      );
    }
  };
