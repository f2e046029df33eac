import { exportJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { SendFailure } from '../../../../src/runtime/ports/send.ts';
import type { SigningKeys } from '../../../../src/runtime/ports/signing-keys.ts';
import {
  bearing,
  configuration,
  oneProvider,
  openid,
  ownKey,
  passed,
  providers,
  publishing,
  refused,
  rogue,
  rsaJwk,
  signed,
  signedRs,
  validateJwt,
} from '../../support/jwt.ts';
import { failureOf, run } from '../../support/running.ts';

describe('published keys', () => {
  it('are fetched anew for a key that is not known yet', async () => {
    const signingKeys = providers({
      [configuration]: { now: publishing({ ...rsaJwk, kid: 'old' }), rolled: publishing({ ...rsaJwk, kid: 'new' }) },
    });
    passed(await run(validateJwt(openid), bearing(await signedRs({}, { kid: 'new' }), { services: { signingKeys } })));
    expect(signingKeys.asked).toEqual([
      [configuration, false],
      [configuration, true],
    ]);
  });

  it('are not fetched anew for a bad signature of a known key', async () => {
    const signingKeys = providers({ [configuration]: { now: publishing({ ...rsaJwk, kid: 'r' }) } });
    refused(
      await run(validateJwt(openid), bearing(await signedRs({}, { kid: 'r' }, rogue.privateKey), { services: { signingKeys } })),
      'TokenSignatureInvalid',
    );
    expect(signingKeys.asked).toEqual([[configuration, false]]);
  });

  it('of several providers count together, and an own key beside them', async () => {
    const two = 'https://two.example/config';
    const rogueJwk = await exportJWK(rogue.publicKey);
    const signingKeys = providers({
      [configuration]: { now: publishing({ ...rsaJwk, kid: 'r' }) },
      [two]: { now: { issuer: 'https://two.example', keys: [{ ...rogueJwk, kid: 't' }] } },
    });
    const xml = validateJwt(`${openid}<openid-config url="${two}" />${ownKey}`);
    const given = { services: { signingKeys } };
    passed(await run(xml, bearing(await signedRs({}, { kid: 'r' }), given)));
    passed(await run(xml, bearing(await signedRs({ iss: 'https://two.example' }, { kid: 't' }, rogue.privateKey), given)));
    passed(await run(xml, bearing(await signed({ iss: 'https://two.example' }), given)));
    // Each provider signs for itself only.
    refused(await run(xml, bearing(await signedRs({ iss: 'https://two.example' }, { kid: 'r' }), given)), 'TokenSignatureInvalid');
    refused(await run(xml, bearing(await signedRs({}, { kid: 't' }, rogue.privateKey), given)), 'TokenSignatureInvalid');
  });

  it('leave a token unjudged when they cannot be had: 500, not 401', async () => {
    const ran = await run(validateJwt(openid), bearing(await signedRs(), { services: { signingKeys: providers({}) } }));
    refused(ran, 'BackendConnectionFailure', 500);
    expect(failureOf(ran)).toMatchObject({
      message: `\`${configuration}\` cannot be had: the host name does not exist`,
      told: 'Internal server error',
    });
  });

  it('of one provider count while another cannot be had', async () => {
    const xml = validateJwt(`<openid-config url="https://gone.example/" />${openid}`);
    passed(await run(xml, bearing(await signedRs({}, { kid: 'r' }), oneProvider({ ...rsaJwk, kid: 'r' }))));
    refused(
      await run(xml, bearing(await signedRs({}, { kid: 'z' }), oneProvider({ ...rsaJwk, kid: 'r' }))),
      'BackendConnectionFailure',
      500,
    );
    // Only the missing one could say whether this issuer is allowed.
    refused(
      await run(
        `${validateJwt(`<openid-config url="https://gone.example/" />${openid}${ownKey}`)}`,
        bearing(await signed({ iss: 'x' }), oneProvider(rsaJwk)),
      ),
      'BackendConnectionFailure',
      500,
    );
  });

  it('end with the request', async () => {
    const signingKeys: SigningKeys = { openId: () => Promise.reject(new SendFailure('aborted', 'the request was cancelled')) };
    refused(await run(validateJwt(openid), bearing(await signedRs(), { services: { signingKeys } })), 'BackendConnectionFailure', 500);
  });

  it('come from an address that an expression computes', async () => {
    const signingKeys = providers({ [configuration]: { now: publishing(rsaJwk) } });
    const xml = validateJwt(
      '<openid-config url="@(&quot;https://&quot; + context.Variables[&quot;host&quot;] + &quot;/.well-known/openid-configuration&quot;)" />',
    );
    passed(await run(xml, { ...bearing(await signedRs(), { services: { signingKeys } }), variables: { host: 'login.example' } }));
  });
});
