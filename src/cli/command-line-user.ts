import { userInfo } from 'node:os';
import type { Actor } from '../credentials/audit/entry.ts';

/** Who works on the command line, for the audit log. In containers there may be no name for the user id. */
export function commandLineUser(): Actor {
  try {
    return { kind: 'command-line', user: userInfo().username };
  } catch {
    return { kind: 'command-line', user: `uid ${process.getuid?.() ?? 'unknown'}` };
  }
}
