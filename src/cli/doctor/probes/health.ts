import { type Check, failed, ok, type ProbeBench } from '../check.ts';

/** What the page says; more would be for people who may look inside. */
const known: ReadonlySet<string> = new Set(['status', 'schema']);

export const health: Check<ProbeBench> = {
  code: 'doctor/health',
  title: 'the gateway says that it is ready, and no more',
  right: '`GET /health/ready` answers 200 with `status` and a digest of the schema: schemas, documents, store and keys are there',
  async run({ gateway }) {
    const { status, text } = await gateway.send({ method: 'GET', path: '/health/ready' });
    if (status !== 200) return failed(`\`GET /health/ready\` answers ${status}`);
    const told = members(text);
    if (told?.['status'] !== 'ready') return failed('`GET /health/ready` answers 200 with something else');
    const more = Object.keys(told).filter((name) => !known.has(name));
    return more.length === 0 ? ok('ready') : failed(`it tells strangers more than that: ${more.map((name) => `\`${name}\``).join(', ')}`);
  },
};

function members(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
