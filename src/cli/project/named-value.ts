import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';

/** The text of a secret named value at this moment. What it says on failure holds no value. */
export function namedValue(config: Config, secrets: SecretReader, name: string): string {
  const found = Object.hasOwn(config.namedValues, name) ? config.namedValues[name] : undefined;
  if (found?.kind !== 'secret') return found?.value ?? '';
  const answer = secrets.read(found.secret);
  if (answer.kind === 'missing') throw new Error(`the named value ${name} has no text now: ${answer.name} ${answer.problem}`);
  return answer.secret.reveal();
}
