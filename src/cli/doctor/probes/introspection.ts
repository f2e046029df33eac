import { type Check, failed, ok, type ProbeBench } from '../check.ts';
import { dataOf } from '../prober.ts';

/** Ways to ask for the schema that a refusal by name alone would let through. */
const questions = [
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Query") { name } }',
  '{ shape: __schema { types { name } } }',
  'query A { ...F } fragment F on Query { __schema { queryType { name } } }',
  '{ ... @include(if: true) { __schema { queryType { name } } } }',
];

export const introspection: Check<ProbeBench> = {
  code: 'doctor/introspection',
  title: 'strangers are not shown the schema',
  right: 'leave `graph.introspection` out, or let a claim decide: `{ claim: roles, anyOf: [graph-developer] }`',
  async run({ gateway }) {
    for (const question of questions) {
      const data = dataOf(await gateway.ask(question));
      if (data !== undefined && Object.values(data).some((value) => value !== null)) return failed(`\`${question}\` is answered`);
    }
    return ok(`${questions.length} ways of asking are refused`);
  },
};

export const hints: Check<ProbeBench> = {
  code: 'doctor/hints',
  title: 'slips are not answered with names of the schema',
  right: 'leave `graph.introspection` out: whoever may not ask for the schema is not told the nearest name either',
  async run({ gateway }) {
    // Names that a schema often has, with a letter missing.
    const answers = await Promise.all(
      ['nod', 'user', 'ser', 'me', 'm', 'custome', 'ordr', 'viewe'].map((name) => gateway.ask(`{ ${name}x }`)),
    );
    return answers.some(({ text }) => /did you mean/i.test(text))
      ? failed('an error says `Did you mean …`')
      : ok('errors suggest no names');
  },
};
