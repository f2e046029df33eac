import { connect } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { openManagementServer } from '../../src/management/management-server.ts';
import { testAuthority } from '../support/certificates.ts';

const authority = testAuthority();
let shown = authority.issue('first');
const server = await openManagementServer({ host: '127.0.0.1', port: 0, tls: () => shown }, () => () => undefined);
afterAll(() => server.close());

/** The common name of the certificate that whoever connects now is shown. */
const nameShown = (): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    const socket = connect({ host: '127.0.0.1', port: Number(port), ca: authority.certificate }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.end();
    }).on('error', reject);
  });

test('the management API shows a renewed certificate to whoever connects from then on, and the old one while the new does not fit', async () => {
  expect(await nameShown()).toBe('first');
  const second = authority.issue('second');
  shown = { certificate: second.certificate, key: shown.key };
  expect(await nameShown()).toBe('first');
  shown = second;
  expect(await nameShown()).toBe('second');
  shown = { certificate: 'damaged', key: 'damaged' };
  expect(await nameShown()).toBe('second');
});
