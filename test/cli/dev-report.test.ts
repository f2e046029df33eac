import { describe, expect, test } from 'vitest';
import { devJson, devReport, reloadLine } from '../../src/cli/dev-report.ts';
import { demoQuery } from '../../src/dev/demo-query.ts';
import type { DevFacts } from '../../src/dev/facts.ts';

const facts = (status: 'connected' | 'waiting'): DevFacts => ({
  publicUrl: 'http://localhost:4000',
  oauth: {
    issuer: 'http://127.0.0.1:4001',
    authorizationUrl: 'http://127.0.0.1:4001/auth',
    tokenUrl: 'http://127.0.0.1:4001/token',
    jwksUrl: 'http://127.0.0.1:4001/jwks',
    statsUrl: 'http://127.0.0.1:4001/dev/stats',
    tokens: { noor: 'http://127.0.0.1:4001/dev/token/noor' },
  },
  services: ['crm', 'billing', 'projects'].map((name, index) => ({ name, url: `http://127.0.0.1:${4002 + index}/graphql` })),
  guards: ['crm', 'billing', 'projects'].map((subgraph, index) => ({
    subgraph,
    url: `http://127.0.0.1:${4002 + index}/graphql`,
    document: `policies/subgraphs/${subgraph}.xml`,
    connections: [{ provider: subgraph, connection: 'default' }],
  })),
  connections: [
    { provider: 'crm', connection: 'default', status: 'connected', connectUrl: undefined },
    { provider: 'billing', connection: 'default', status: 'connected', connectUrl: undefined },
    { provider: 'projects', connection: 'default', status, connectUrl: 'http://localhost:4000/connect/projects/default' },
  ],
  query: demoQuery(['crm', 'billing', 'projects']),
});

describe('the start-up report', () => {
  test('of a demo that is connected', () => {
    expect(devReport(facts('connected'), { color: false, stateFolder: '.fedpass/dev' })).toMatchInlineSnapshot(`
      "
        ● Fedpass is running with a demo OAuth server and stand-in services

        GraphQL    http://localhost:4000/graphql
        Health     http://localhost:4000/health/ready
        OAuth      http://127.0.0.1:4001
        Counters   http://127.0.0.1:4001/dev/stats      token requests so far

        SUBGRAPH   SERVICE                         GUARDED BY                        CONNECTION         STATUS
        crm        http://127.0.0.1:4002/graphql   policies/subgraphs/crm.xml        crm/default        connected
        billing    http://127.0.0.1:4003/graphql   policies/subgraphs/billing.xml    billing/default    connected
        projects   http://127.0.0.1:4004/graphql   policies/subgraphs/projects.xml   projects/default   connected

        Try it — run it twice: the token ids stay the same, nothing is fetched again
          curl -s http://localhost:4000/graphql -H 'content-type: application/json' -d '{"query":"{ customer(id: \\"northwind\\") { name plan { name } issues { key title } } crmCall { tokenId tokenIssuedAt } billingCall { tokenId tokenIssuedAt } projectsCall { tokenId tokenIssuedAt } }"}'

        Consent — given; the link, good once, gives it as somebody else
          projects/default   http://localhost:4000/connect/projects/default

        Edit a document and save it: the next query runs the new version.
        State is kept in .fedpass/dev. Ctrl-C stops everything.

      "
    `);
  });

  test('has the query of somebody who has something to connect, where the project has such a subgraph', () => {
    const query = '{ github_viewer { login } }';
    const told = { ...facts('connected'), connect: { query, person: 'noor' } };
    const line = devReport(told, { color: false, stateFolder: '.fedpass/dev' })
      .split('\n')
      .find((each) => each.includes(query));
    expect(line?.trim()).toBe(
      `curl -s http://localhost:4000/graphql -H 'content-type: application/json' -H "authorization: Bearer $(curl -s http://127.0.0.1:4001/dev/token/noor)" -d '{"query":"${query}"}'`,
    );
    expect(JSON.parse(devJson(told))).toMatchObject({
      connect: { query, person: 'noor', tokenUrl: 'http://127.0.0.1:4001/dev/token/noor' },
    });
  });

  test('tells what to do when consent is missing', () => {
    const report = devReport(facts('waiting'), { color: false, stateFolder: '.fedpass/dev' });
    expect(report).toContain(
      'Give consent in a browser — the link is good once\n    projects/default   http://localhost:4000/connect/projects/default',
    );
    expect(report).toContain('waiting for consent');
  });

  test('has the same words with colours', () => {
    const colored = devReport(facts('waiting'), { color: true, stateFolder: '.fedpass/dev' });
    const plain = colored.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '');
    expect(colored).not.toBe(plain);
    expect(plain).toBe(devReport(facts('waiting'), { color: false, stateFolder: '.fedpass/dev' }));
  });

  test('keeps a subgraph without a document, and one with two connections, readable', () => {
    const [crm, billing] = facts('connected').guards;
    if (crm === undefined || billing === undefined) throw new Error('no guards');
    const odd: DevFacts = {
      ...facts('connected'),
      guards: [
        { ...crm, document: undefined, connections: [] },
        {
          ...billing,
          connections: [
            { provider: 'billing', connection: 'default' },
            { provider: 'projects', connection: 'default' },
          ],
          computed: ['github, of whoever asks'],
        },
      ],
      connections: facts('connected').connections.slice(0, 2),
    };
    const lines = devReport(odd, { color: false, stateFolder: 'x' }).split('\n');
    const at = lines.findIndex((line) => line.includes('SUBGRAPH'));
    expect(lines.slice(at, at + 5).join('\n')).toMatchInlineSnapshot(`
      "  SUBGRAPH   SERVICE                         GUARDED BY                       CONNECTION                STATUS
        crm        http://127.0.0.1:4002/graphql   no document                      —
        billing    http://127.0.0.1:4003/graphql   policies/subgraphs/billing.xml   billing/default           connected
                                                                                    projects/default
                                                                                    github, of whoever asks"
    `);
  });
});

test('the JSON is one line with every address', () => {
  const line = devJson(facts('connected'));
  expect(line.trimEnd()).not.toContain('\n');
  expect(JSON.parse(line)).toMatchInlineSnapshot(`
    {
      "connections": [
        {
          "connectUrl": null,
          "connection": "default",
          "provider": "crm",
          "status": "connected",
        },
        {
          "connectUrl": null,
          "connection": "default",
          "provider": "billing",
          "status": "connected",
        },
        {
          "connectUrl": "http://localhost:4000/connect/projects/default",
          "connection": "default",
          "provider": "projects",
          "status": "connected",
        },
      ],
      "graphql": "http://localhost:4000/graphql",
      "guards": [
        {
          "connections": [
            {
              "connection": "default",
              "provider": "crm",
            },
          ],
          "document": "policies/subgraphs/crm.xml",
          "subgraph": "crm",
        },
        {
          "connections": [
            {
              "connection": "default",
              "provider": "billing",
            },
          ],
          "document": "policies/subgraphs/billing.xml",
          "subgraph": "billing",
        },
        {
          "connections": [
            {
              "connection": "default",
              "provider": "projects",
            },
          ],
          "document": "policies/subgraphs/projects.xml",
          "subgraph": "projects",
        },
      ],
      "health": {
        "live": "http://localhost:4000/health/live",
        "ready": "http://localhost:4000/health/ready",
      },
      "oauth": {
        "authorization": "http://127.0.0.1:4001/auth",
        "issuer": "http://127.0.0.1:4001",
        "jwks": "http://127.0.0.1:4001/jwks",
        "stats": "http://127.0.0.1:4001/dev/stats",
        "token": "http://127.0.0.1:4001/token",
      },
      "query": "{ customer(id: "northwind") { name plan { name } issues { key title } } crmCall { tokenId tokenIssuedAt } billingCall { tokenId tokenIssuedAt } projectsCall { tokenId tokenIssuedAt } }",
      "services": {
        "billing": "http://127.0.0.1:4003/graphql",
        "crm": "http://127.0.0.1:4002/graphql",
        "projects": "http://127.0.0.1:4004/graphql",
      },
    }
  `);
});

describe('a changed document', () => {
  const how = { color: false, time: '12:00:00' };
  test.each([
    ['compiled', { changed: ['subgraphs/crm'], broken: [], report: '' }, '12:00:00 ✓ subgraphs/crm recompiled\n'],
    [
      'broken',
      { changed: [], broken: ['subgraphs/crm'], report: 'policies/subgraphs/crm.xml:3:1: …\n' },
      '12:00:00 ✗ subgraphs/crm broken: the last good version goes on serving\npolicies/subgraphs/crm.xml:3:1: …\n',
    ],
    ['neither', { changed: [], broken: [], report: '' }, ''],
  ])('%s', (_what, reload, expected) => expect(reloadLine(reload, how)).toBe(expected));
});
