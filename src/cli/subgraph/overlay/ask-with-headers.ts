import type { IntrospectionQuery } from 'graphql';
import { diskFiles } from '../../../config/load.ts';
import { SecretReader } from '../../../config/secret-reader.ts';
import { parseSecretText, pieces } from '../../../config/secret-text.ts';
import { UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import { readBody } from '../read-body.ts';
import { introspectionOf, plainQuestion } from './introspection.ts';

/** Headers whose values nobody needs to hide. */
const harmless = /^(?:accept(?:-language)?|user-agent|x-[a-z-]*version|[a-z-]*-version)$/i;

/**
 * Asks an API for its schema with headers of the command line, for a first look before there is a document. Secrets come by reference: what
 * stands in an argument is seen by every user of the machine, and kept by the shell. Rejects with {@link UsageError}.
 */
export async function askWithHeaders(
  url: string,
  written: readonly string[],
  folder: string,
  io: Pick<Io, 'env'>,
): Promise<IntrospectionQuery> {
  const secrets = new SecretReader({ env: io.env, files: diskFiles, folder });
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'fedpass' });
  for (const each of written) headers.set(...header(each, secrets));
  let body: string;
  try {
    // A redirect could lead the header to another host.
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers,
      body: JSON.stringify({ query: plainQuestion }),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new UsageError(`the API answered with status ${response.status}`, 'check the address and the header');
    body = await readBody(response);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${new URL(url).origin} could not be asked`, 'check the address');
  }
  const found = introspectionOf(parsed(body));
  if (found !== undefined) return found;
  throw new UsageError(
    'the API did not tell its schema',
    'where introspection is off, give its SDL or the answer of an introspection query with --schema',
  );
}

function header(text: string, secrets: SecretReader): [string, string] {
  const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === '')
    throw new UsageError('--header takes `Name: value`', `for example 'Authorization: Bearer \${env.TOKEN}', in single quotes`);
  if (!harmless.test(name) && !pieces(value).some(({ kind }) => kind === 'reference'))
    throw new UsageError(
      `the value of \`${name}\` may not stand on the command line`,
      `put it in a variable, and write '${name}: \${env.NAME}' in single quotes`,
    );
  const answer = secrets.read(parseSecretText(value));
  if (answer.kind === 'missing') throw new UsageError(`${answer.name} ${answer.problem}`, 'set it, and run this again');
  return [name, answer.secret.reveal()];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
