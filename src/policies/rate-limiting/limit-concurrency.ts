import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { Flow, Section } from '../../runtime/handler.ts';
import { type Args, definePolicy, idAttribute, int, text } from '../define.ts';

const policy = definePolicy({
  name: 'limit-concurrency',
  summary: 'Lets only so many requests run the policies inside at the same time.',
  docs: 'Requests over the limit fail at once with status 429; none waits. The limit counts within one gateway process, for each value of `key` by itself.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'block',
  effect: 'async',
  element: {
    attributes: {
      key: text({ required: true, docs: 'What is counted together.' }),
      'max-count': int({ min: 1 })({ required: true, expression: false, docs: 'How many may be inside at the same time.' }),
      id: idAttribute,
    },
    policies: true,
  },
  examples: [
    {
      title: 'Two calls at a time',
      section: 'backend',
      xml: '<limit-concurrency key="crm" max-count="2"><forward-request /></limit-concurrency>',
      given: { response: { status: 200, body: 'ok' } },
      expect: { forwarded: true, response: { body: 'ok' } },
    },
  ],
});
export default policy;

/** Reference: limit-concurrency. Throws PolicyFailure with status 429 when no place is free. */
export async function run(x: Exchange, { key, maxCount }: Args<typeof policy>, body: Section): Promise<Flow> {
  const release = x.ports.slots.take(`limit-concurrency ${x.context.api?.id ?? ''} ${key}`, maxCount);
  if (release === undefined)
    throw new PolicyFailure('limit-concurrency', null, 429, `more than ${maxCount} requests at the same time; try again later`);
  try {
    return await body(x);
  } finally {
    release();
  }
}
