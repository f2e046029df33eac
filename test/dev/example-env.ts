import { demoEnvironment } from '../../src/dev/environment.ts';
import { applications, signInClientId } from '../../src/dev/oauth/applications.ts';

/** The variables of the example project, as the demo sets them on its usual ports. */
export const exampleEnv = demoEnvironment(
  { issuer: 'http://127.0.0.1:4001', authorizationUrl: 'http://127.0.0.1:4001/auth', tokenUrl: 'http://127.0.0.1:4001/token' },
  applications.map(({ name }, index) => ({ name, url: `http://127.0.0.1:${4002 + index}/graphql` })),
  Object.fromEntries([...applications.map(({ clientId }) => clientId), signInClientId].map((id) => [id, `secret of ${id}`])),
);
