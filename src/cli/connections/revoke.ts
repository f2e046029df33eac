import { exit } from '../exit.ts';
import type { Single } from './action.ts';

/** Throws the tokens of a connection away. Every gateway on the same store stops using them within a second. */
export const revoke: Single = async ({ credentials, options, io }, id) => {
  const revoked = await credentials.disconnect(id);
  const name = `${id.provider}/${id.connection}`;
  if (options.json === true) io.out(`${JSON.stringify({ ...id, revoked })}\n`);
  else io.out(revoked ? `The tokens of ${name} are gone.\n` : `${name} had no tokens.\n`);
  return exit.clean;
};
