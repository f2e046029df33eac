import { describe, expect, it } from 'vitest';
import type { SectionName } from '../../src/runtime/handler.ts';
import { runHandler } from '../../src/runtime/pipeline.ts';
import type { CredentialRequest } from '../../src/runtime/ports/credential-source.ts';
import { type Given, recordedExchange } from '../support/exchange.ts';
import { bearing, good, ownKey, secret, sign, validateJwt } from './support/jwt.ts';
import { findings, handlerOf, run } from './support/running.ts';

const rest = { response: { status: 200, body: 'ok' }, answers: [{ status: 200 }] } satisfies Given;

describe('attributes that are accepted and change nothing', () => {
  it.each([
    ['<forward-request continue-timeout="5" http-version="2" buffer-request-body="true" buffer-response="false" />', 'backend', rest],
    [
      '<send-request response-variable-name="a" buffer-response="true"><set-url>https://a.example/</set-url></send-request>',
      'inbound',
      rest,
    ],
    ['<rate-limit-by-key calls="1" renewal-period="60" counter-key="k" flexible-retry-window="true" />', 'inbound', rest],
    ['<set-body html-decode-expression="true">text</set-body>', 'inbound', rest],
    ['<emit-metric name="n" default-dimensions="true"><dimension name="d" value="v" /></emit-metric>', 'inbound', rest],
  ] satisfies [string, SectionName, Given][])('%s', async (xml, section, given) => {
    expect(await findings(xml, section)).toEqual([]);
    expect((await run(xml, given, section)).outcome.kind).toBe('completed');
  });
});

const converted = async (xml: string, body: string): Promise<string | undefined> => {
  const ran = await run(xml, { response: { status: 200, headers: { 'Content-Type': 'application/json' }, body } }, 'outbound');
  return ran.x.context.response?.body?.contentText;
};

describe('attributes that published documents seldom use', () => {
  it('json-to-xml declares namespaces by a prefix of one’s own', async () => {
    const plain =
      '<json-to-xml apply="always" consider-accept-header="false" parse-date="false" null-values="x" namespace-block-name="y" />';
    const own = plain.replace(' />', ' namespace-prefix="ns" namespace-separator=":" />');
    const body = '{"a":{"ns:b":"urn:b"}}';
    expect(await converted(plain, body)).not.toContain('xmlns:b="urn:b"');
    expect(await converted(own, body)).toContain('xmlns:b="urn:b"');
  });

  it('xml-to-json keeps white space that is asked for', async () => {
    const plain = '<xml-to-json kind="direct" apply="always" consider-accept-header="false" preserve-whitespace-nodes="false" />';
    const body = '<a> <b>1</b> </a>';
    expect(await converted(plain.replace('"false" />', '"true" />'), body)).not.toBe(await converted(plain, body));
  });

  it('validate-jwt takes a token without an end where that is allowed', async () => {
    const { exp: _exp, ...endless } = good;
    const given = bearing(await sign(endless, {}, secret));
    expect((await run(validateJwt(ownKey, 'require-expiration-time="false"'), given)).outcome.kind).toBe('completed');
    expect((await run(validateJwt(ownKey, 'require-expiration-time="true"'), given)).outcome.kind).toBe('failed');
    expect(await findings(validateJwt('<openid-config url="https://a.example/c" validate-connectivity="false" />'))).toEqual([]);
  });

  it('get-authorization-context asks for somebody', async () => {
    const xml =
      '<get-authorization-context provider-id="crm" authorization-id="org" context-variable-name="a" identity-type="jwt" identity="@(context.Request.Headers.GetValueOrDefault(&quot;X-Who&quot;, &quot;&quot;))" />';
    const { x } = recordedExchange({ headers: { 'X-Who': 'somebody' } });
    const asked: CredentialRequest[] = [];
    const { credentials } = x.ports;
    Object.assign(x.ports, { credentials: { ...credentials, peek: (request: CredentialRequest) => void asked.push(request) } });
    await runHandler(await handlerOf(xml), x);
    expect(asked.map(({ asker }) => (asker.kind === 'jwt' ? asker.token.reveal() : asker.kind))).toEqual(['somebody']);
  });

  it('set-backend-service knows those of Service Fabric', async () => {
    const xml =
      '<set-backend-service backend-id="fabric" sf-resolve-condition="true" sf-service-instance-name="a" sf-partition-key="b" sf-replica-type="primary" sf-listener-name="c" />';
    const names = ['sf-resolve-condition', 'sf-service-instance-name', 'sf-partition-key', 'sf-replica-type', 'sf-listener-name'];
    expect(await findings(xml)).toEqual(names.map((name) => `warning set-backend-service/fabric "${name}"`));
  });

  it('send-request refuses the token store by name', async () => {
    const xml =
      '<send-request response-variable-name="a"><set-url>https://a.example/</set-url><authentication-token-store /></send-request>';
    expect(await findings(xml)).toEqual(['error unsupported/send-request-token "authentication-token-store"']);
  });
});
