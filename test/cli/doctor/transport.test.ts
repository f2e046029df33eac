import { writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeBench, Verdict } from '../../../src/cli/doctor/check.ts';
import { prober } from '../../../src/cli/doctor/prober.ts';
import { strictTransport, tls, tlsVersions } from '../../../src/cli/doctor/probes/transport.ts';
import { type CertificateWish, type MadeCertificate, makeCertificate } from '../../support/certificate-maker.ts';
import { freePort } from '../../support/own-redis.ts';
import { run } from '../../support/program.ts';
import { type Files, makeFolder, projectFolder } from '../../support/project-folder.ts';

const day = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);
const authority = makeCertificate({ subject: [['CN', 'an authority']], isAuthority: true, notAfter: inDays(400) });
const wish: CertificateWish = {
  subject: [['CN', 'localhost']],
  dnsNames: ['localhost'],
  notAfter: inDays(90),
  issuer: authority,
};
const { issuer: _, ...ownSigned } = wish;

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

async function listener(
  made: MadeCertificate,
  options: ServerOptions = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const key = made.privateKey.export({ format: 'pem', type: 'pkcs8' });
  const server = createServer({ cert: made.pem, key, ...options }, (_request, response) => void response.writeHead(404, headers).end());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `https://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const bench = (url: string, publicName?: string): ProbeBench => ({
  gateway: prober(url),
  publicName,
  management: undefined,
  managementPort: undefined,
});

interface Report {
  readonly checks: readonly { readonly code: string; readonly status: Verdict['kind']; readonly found: string }[];
}

describe('a certificate, by the program with the authority in NODE_EXTRA_CA_CERTS', () => {
  const folder = makeFolder({ 'fedpass.yaml': 'subgraphs: { books: { url: "https://books.example.com" } }\n' });
  const ca = join(folder, 'ca.pem');
  beforeAll(() => writeFileSync(ca, authority.pem));

  const asked = async (url: string): Promise<Report['checks'][number] | undefined> => {
    const { out } = await run(['doctor', '--json', '--url', url], { cwd: folder, env: { NODE_EXTRA_CA_CERTS: ca } }).ended();
    return (JSON.parse(out) as Report).checks.find(({ code }) => code === 'doctor/tls');
  };

  it.each<[what: string, made: () => MadeCertificate, status: Verdict['kind'], found: RegExp]>([
    ['good', () => makeCertificate(wish), 'ok', /^TLSv1\.3, and 89 days left of the certificate$/],
    [
      'one of which little time is left',
      () => makeCertificate({ ...wish, notAfter: inDays(3.5) }),
      'warning',
      /^the certificate ends in 3 days$/,
    ],
    [
      'one that is over',
      () => makeCertificate({ ...wish, notBefore: inDays(-9), notAfter: inDays(-1) }),
      'failed',
      /\(CERT_HAS_EXPIRED\)$/,
    ],
    ['one that is yet to come', () => makeCertificate({ ...wish, notBefore: inDays(2) }), 'failed', /\(CERT_NOT_YET_VALID\)$/],
    [
      'one of another host',
      () => makeCertificate({ ...wish, dnsNames: ['other.example.com'] }),
      'failed',
      /\(ERR_TLS_CERT_ALTNAME_INVALID\)$/,
    ],
    ['one that signed itself', () => makeCertificate(ownSigned), 'failed', /\(DEPTH_ZERO_SELF_SIGNED_CERT\)$/],
    [
      'one of an authority that is not trusted',
      () => makeCertificate({ ...wish, issuer: makeCertificate({ subject: [['CN', 'another']], isAuthority: true }) }),
      'failed',
      /\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
    ],
  ])('%s', async (_what, made, status, found) => {
    expect(await asked(await listener(made()))).toMatchObject({ status, found: expect.stringMatching(found) });
  });

  it('is no matter of trust when nobody is there', async () => {
    expect(await asked(`https://localhost:${await freePort()}`)).toMatchObject({
      status: 'failed',
      found: 'it could not be told (ECONNREFUSED)',
    });
  });
});

describe('the name that a certificate is for', () => {
  it('is the public one where the gateway is probed by another', async () => {
    const url = (await listener(makeCertificate({ ...wish, dnsNames: ['graph.example.com'] }))).replace('localhost', '127.0.0.1');
    // The authority is not trusted by this process, and that comes before the name.
    expect(await tls.run(bench(url, 'graph.example.com'))).toMatchObject({
      kind: 'failed',
      found: expect.stringContaining('LEAF_SIGNATURE'),
    });
    expect(await tls.run(bench(url))).toMatchObject({ kind: 'skipped', found: expect.stringContaining('`listen.publicUrl`') });
  });

  it('is looked for nowhere without TLS: that is wrong in public, and not to be told here', async () => {
    expect(await tls.run(bench('http://graph.example.com'))).toEqual({ kind: 'failed', found: 'tokens and data pass in the clear' });
    expect(await tls.run(bench('http://127.0.0.1:1'))).toMatchObject({ kind: 'skipped' });
  });
});

describe('versions of TLS', () => {
  it.each<[string, ServerOptions, Verdict]>([
    ['Node’s own', {}, { kind: 'ok', found: 'TLS 1.0 and 1.1 are refused' }],
    ['1.3 alone', { minVersion: 'TLSv1.3' }, { kind: 'ok', found: 'TLS 1.0 and 1.1 are refused' }],
    ['1.1 as well', { minVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }, { kind: 'failed', found: 'TLSv1.1 is spoken' }],
    [
      '1.0 and nothing else',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' },
      { kind: 'failed', found: 'TLSv1 is spoken' },
    ],
  ])('%s', async (_what, options, verdict) => {
    expect(await tlsVersions.run(bench(await listener(makeCertificate(wish), options)))).toEqual(verdict);
  });

  it('are not told of where nobody answers, or TLS is not spoken', async () => {
    await expect(tlsVersions.run(bench(`https://localhost:${await freePort()}`))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await tlsVersions.run(bench('http://127.0.0.1:1'))).toMatchObject({ kind: 'skipped' });
  });
});

describe('Strict-Transport-Security', () => {
  it.each<[string, Readonly<Record<string, string>>, Verdict['kind']]>([
    ['a year', { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }, 'ok'],
    ['a day', { 'strict-transport-security': 'max-age=86400' }, 'warning'],
    ['taken back', { 'strict-transport-security': 'max-age=0' }, 'warning'],
    ['no time', { 'strict-transport-security': 'includeSubDomains' }, 'warning'],
    ['not there', {}, 'warning'],
  ])('%s', async (_what, headers, kind) => {
    expect(await strictTransport.run(bench(await listener(makeCertificate(wish), {}, headers)))).toMatchObject({ kind });
  });

  it('means nothing without TLS', async () => {
    expect(await strictTransport.run(bench('http://127.0.0.1:1'))).toMatchObject({ kind: 'skipped' });
  });
});

it('a gateway of the doctor’s own shows its certificate for the name that clients call it by', async () => {
  const shown = (dnsName: string): Files => {
    const made = makeCertificate({ ...wish, dnsNames: [dnsName] });
    return { 'own.crt': made.pem, 'own.key': made.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
  };
  const folder = projectFolder({
    'ca.pem': authority.pem,
    'fedpass.yaml': `listen: { publicUrl: "https://graph.example.com", tls: { certificate: own } }
certificates: { own: { certificate: "\${file:own.crt}", key: "\${file:own.key}" } }
subgraphs: { books: { url: "https://books.example.com", schema: books.graphql } }
`,
    'books.graphql': 'type Query { newest: String }\n',
    ...shown('graph.example.com'),
  });
  const doctor = async (): Promise<readonly string[]> => {
    const { out, err } = await run(['doctor', '--json'], { cwd: folder, env: { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } }).ended();
    expect(err).toBe('');
    const { checks } = JSON.parse(out) as Report;
    return ['doctor/tls', 'doctor/tls-versions', 'doctor/hsts'].map((code) => `${checks.find((each) => each.code === code)?.status}`);
  };
  expect(await doctor()).toEqual(['ok', 'ok', 'warning']);
  for (const [name, text] of Object.entries(shown('other.example.com'))) writeFileSync(join(folder, name), text);
  expect(await doctor()).toEqual(['failed', 'ok', 'warning']);
}, 120_000);
