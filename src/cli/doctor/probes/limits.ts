import { type Check, failed, ok, type ProbeBench, skipped, warning } from '../check.ts';
import { dataOf, type Prober, tooLate, whyNot } from '../prober.ts';

/** More than any client needs: what lets this through has no limit worth the name. */
const bar = {
  depth: 100,
  aliases: 1_000,
  rootFields: 1_000,
  directives: 1_000,
  tokens: 200_000,
  batch: 100,
  bodyBytes: 64 * 1024 * 1024,
} as const;

/** The codes of what a list of operations does not have. */
const notListed = /QUERY_NOT_IN_SAFELIST|PERSISTED_QUERY_ID_REQUIRED/;

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

const settings = {
  depth: 'operation.depth',
  aliases: 'operation.aliases',
  rootFields: 'operation.rootFields',
  directives: 'operation.directives',
  tokens: 'queryTokens',
} as const;

/** An operation that asks for nothing but is over a limit; `says` tells the refusal from others. */
const limit = (name: keyof typeof settings, title: string, query: string, says: RegExp): Check<ProbeBench> => ({
  code: `doctor/limit-${name === 'rootFields' ? 'root-fields' : name}`,
  title,
  right: `lower \`limits.${settings[name]}\`, or leave it out`,
  async run({ gateway }) {
    const answer = await gateway.ask(query);
    const { status, text } = answer;
    if (status === 401 || status === 403) return skipped(`strangers are refused with ${status} before limits are looked at`);
    const isRefused = dataOf(answer) === undefined && status >= 400;
    if (isRefused && notListed.test(text)) return ok('only listed operations are run');
    return isRefused && says.test(text) ? ok(`${bar[name]} are refused`) : failed(`${bar[name]} are not refused`);
  },
});

/** By fields that every schema has: where nobody may ask for it, the limit is told beside that. */
export const depth = limit(
  'depth',
  'operations cannot nest without end',
  `{ __type(name: "Query") ${'{ ofType '.repeat(bar.depth)}{ name ${'}'.repeat(bar.depth + 2)}`,
  /levels deep|brackets inside each other/i,
);

/** The same operation asks for too much in two ways, and a gateway tells both. */
const wide = `{ ${times(bar.aliases, (index) => `a${index}: __typename`)} }`;

export const aliases = limit('aliases', 'operations cannot repeat fields without end', wide, /aliases/i);
export const rootFields = limit('rootFields', 'operations cannot ask for everything at once', wide, /root fields/i);

export const directives = limit(
  'directives',
  'operations cannot be stuffed with directives',
  `{ ${times(bar.directives, (index) => `... @include(if: true) { a${index}: __typename }`)} }`,
  /directives/i,
);

/** Parsing and planning cost grows with them, whatever they ask for. */
export const tokens = limit('tokens', 'documents cannot be long without end', `{ __typename(a: [${'1 '.repeat(bar.tokens)}]) }`, /token/i);

export const batch: Check<ProbeBench> = {
  code: 'doctor/batch',
  title: 'one request cannot carry many operations',
  right: 'leave `limits.batch` at `0`, or small',
  async run({ gateway }) {
    if (await takes(gateway, bar.batch)) return failed(`an array of ${bar.batch} operations is answered`);
    return (await takes(gateway, 2))
      ? warning('arrays of operations are answered; what counts requests counts one')
      : ok('arrays of operations are refused');
  },
};

async function takes(gateway: Prober, count: number): Promise<boolean> {
  const body = JSON.stringify(Array.from({ length: count }, () => ({ query: '{ __typename }' })));
  const { status, text } = await gateway.send({ headers: { 'content-type': 'application/json' }, body });
  return status < 400 && text.includes('"data"');
}

export const bodySize: Check<ProbeBench> = {
  code: 'doctor/limit-body',
  title: 'large bodies are refused before they are read',
  right: 'lower `limits.requestBody`, or leave it out',
  async run({ gateway }) {
    try {
      const { status } = await gateway.send({ headers: { 'content-type': 'application/json' }, announcedLength: bar.bodyBytes });
      return status === 413
        ? ok('64 MiB are refused when they are announced')
        : failed(`64 MiB that are announced are answered with ${status}`);
    } catch (error) {
      if (whyNot(error) !== tooLate) throw error;
      // Whoever waits for the rest of a body has taken its size.
      return failed('64 MiB that are announced are waited for');
    }
  },
};
