import { type Check, failed, ok, type ProbeBench } from '../check.ts';

export const health: Check<ProbeBench> = {
  code: 'doctor/health',
  title: 'the gateway says that it is ready',
  right: '`GET /health/ready` answers 200: schemas, documents, store and keys are there',
  async run({ gateway }) {
    const { status, text } = await gateway.send({ method: 'GET', path: '/health/ready' });
    if (status !== 200) return failed(`\`GET /health/ready\` answers ${status}`);
    return text.includes('"status":"ready"') ? ok('ready') : failed('`GET /health/ready` answers 200 with something else');
  },
};
