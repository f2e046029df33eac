import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { applications } from '../../src/dev/oauth/applications.ts';
import { exampleEnv } from './example-env.ts';

const file = fileURLToPath(new URL('../../fedpass.yaml', import.meta.url));

describe('the configuration of the example project', () => {
  test('is taken as it is, with the variables that the demo sets', () => {
    const { config, findings } = loadConfig(file, exampleEnv);
    expect(findings).toEqual([]);
    expect(Object.keys(config?.subgraphs ?? {})).toEqual(applications.map(({ name }) => name));
    for (const { name, grant } of applications) {
      expect(config?.providers[name]?.grantType).toBe(grant === 'authorization_code' ? 'authorizationCode' : 'clientCredentials');
    }
  });

  test('names every variable that is not set', () => {
    const { findings } = loadConfig(file, {});
    for (const name of Object.keys(exampleEnv)) expect(findings.map(({ message }) => message).join('\n')).toContain(name);
  });
});
