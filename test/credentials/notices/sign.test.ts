import { expect, test } from 'vitest';
import { webhookHeaders, webhookKey } from '../../../src/credentials/notices/sign.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';

const secretOf = (bytes: number): Secret => new Secret(`whsec_${Buffer.alloc(bytes, 7).toString('base64')}`);

test('a webhook is signed as the example of Standard Webhooks is', () => {
  const key = webhookKey(new Secret(`whsec_${'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}`));
  if (key === undefined) throw new Error('no key');
  const parts = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
  expect(webhookHeaders(key, parts)).toEqual({
    'webhook-id': parts.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test.each([
  ['24 bytes', secretOf(24), true],
  ['64 bytes', secretOf(64), true],
  ['23 bytes', secretOf(23), false],
  ['65 bytes', secretOf(65), false],
  ['no prefix', new Secret(Buffer.alloc(32).toString('base64')), false],
  ['a text', new Secret('whsec_not base64, and not short either, for sure'), false],
])('a secret of %s', (_, secret, good) => {
  expect(webhookKey(secret) !== undefined).toBe(good);
});
