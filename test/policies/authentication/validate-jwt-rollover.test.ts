import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { egressCheck, orPublic } from '../../../src/gateway/3-fetch/egress.ts';
import { openSender, type Sender } from '../../../src/gateway/3-fetch/send.ts';
import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { openSigningKeys } from '../../../src/gateway/services/signing-keys.ts';
import { Jwt } from '../../../src/runtime/context/tokens.ts';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import { type LogLine, memoryLog } from '../../gateway/support/gateway.ts';
import { recordedExchange } from '../../support/exchange.ts';
import { startOAuthServer, type TestOAuthServer } from '../../support/oauth-server.ts';
import { failureOf, handlerOf } from '../support/running.ts';

const client = {
  client_id: 'crm',
  client_secret: 'not a secret',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [] as [],
};

let server: TestOAuthServer;
let sender: Sender;
beforeAll(async () => {
  server = await startOAuthServer({ clients: [client] });
  sender = openSender(1_000_000);
});
afterAll(async () => {
  await sender.close();
  await server.close();
});

/** A token that the server made. */
async function token(resource = 'urn:backend'): Promise<string> {
  const response = await fetch(server.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read', resource }),
    headers: {
      authorization: `Basic ${Buffer.from(`${client.client_id}:${encodeURIComponent(client.client_secret)}`).toString('base64')}`,
    },
  });
  const { access_token: text } = (await response.json()) as { access_token?: string };
  if (text === undefined) throw new Error(`no token, status ${response.status}`);
  return text;
}

function asker(allowed: readonly string[]) {
  const log: LogLine[] = [];
  const signingKeys = openSigningKeys({
    send: sender.port(orPublic(egressCheck(allowed, []))),
    clock: systemClock,
    log: memoryLog(log),
  });
  const handler = handlerOf(
    `<validate-jwt header-name="Authorization" require-scheme="Bearer" output-token-variable-name="token"><openid-config url="${server.configurationUrl}" /><audiences><audience>urn:backend</audience></audiences><required-claims><claim name="client_id"><value>crm</value></claim><claim name="scope" separator=" "><value>read</value></claim></required-claims></validate-jwt>`,
  );
  return {
    log,
    async ask(bearer: string) {
      const recorded = recordedExchange({ clock: systemClock, services: { signingKeys }, headers: { Authorization: `Bearer ${bearer}` } });
      const outcome = await runHandler(await handler, recorded.x);
      return { ...recorded, outcome };
    },
  };
}

describe('validate-jwt and a real OAuth server', () => {
  it('lets its tokens pass, and no others', async () => {
    const { ask } = asker([server.issuer]);
    const ran = await ask(await token());
    expect(ran.outcome.kind, JSON.stringify(failureOf(ran))).toBe('completed');
    const jwt = ran.x.context.variables.get('token');
    expect(jwt instanceof Jwt && jwt.payload).toMatchObject({ iss: server.issuer, aud: 'urn:backend', client_id: 'crm' });
    expect(failureOf(await ask(await token('urn:another')))).toMatchObject({ reason: 'TokenAudienceNotAllowed', status: 401 });
    expect(failureOf(await ask((await token()).slice(0, -8)))).toMatchObject({ reason: 'TokenSignatureInvalid', status: 401 });
  });

  it('fails no request when the server rolls its keys over', async () => {
    const { ask } = asker([server.issuer]);
    const before = await token();
    expect((await ask(before)).outcome.kind).toBe('completed');
    await server.rollKeys();
    const after = await token();
    const many = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(i % 2 === 0 ? after : before)));
    // Tokens of the old key pass until the new keys are here; those of the new key always do.
    expect(many.filter((_, i) => i % 2 === 0).map(({ outcome }) => outcome.kind)).toEqual(Array.from({ length: 10 }, () => 'completed'));
    expect((await ask(after)).outcome.kind).toBe('completed');
    expect(failureOf(await ask(before))).toMatchObject({ reason: 'TokenSignatureKeyNotFound' });
  });

  it('does not ask a server that it may not reach', async () => {
    const { ask, log } = asker([]);
    const ran = await ask(await token());
    expect(failureOf(ran)).toMatchObject({ reason: 'BackendConnectionFailure', status: 500, told: 'Internal server error' });
    expect(failureOf(ran).message).toContain('neither the host of a configured backend nor listed in egress.allow');
    expect(log.map(({ level }) => level)).toEqual(['warn']);
  });
});
