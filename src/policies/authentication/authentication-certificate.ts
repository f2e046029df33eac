import { message } from '../../diagnostics/message.ts';
import { fromBase64 } from '../../runtime/dotnet/text/base64.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { ClientCertificate } from '../../runtime/ports/certificates.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import { type Args, any, definePolicy, idAttribute, text } from '../define.ts';

const source = message(
  'authentication-certificate/source',
  'error',
  '<authentication-certificate> names no certificate',
  'write thumbprint or certificate-id, or give the certificate itself in body',
);
const several = message(
  'authentication-certificate/several',
  'warning',
  'of {found} only `{used}` is used',
  'keep the one that names the certificate',
);
const password = message(
  'authentication-certificate/password',
  'warning',
  '`password` opens a certificate in `body`, and there is none',
  'remove it; the password of a configured certificate stands in fedpass.yaml',
);

const sources = ['body', 'certificate-id', 'thumbprint'] as const;

const policy = definePolicy({
  name: 'authentication-certificate',
  summary: 'Shows a client certificate to the backend.',
  docs: 'The certificate comes from `certificates` in `fedpass.yaml`, by its name there (`certificate-id`) or by its SHA-1 thumbprint, or it is a PKCS#12 container that an expression gives (`body`). It is shown when the backend asks for one, over TLS only, and never to another origin that a redirect leads to. Around a subgraph it is for the call to that subgraph; in `global.xml` it does nothing, since each call to a backend has policies of its own.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      thumbprint: text({ required: 'conditional', docs: 'SHA-1 thumbprint of the certificate; case, spaces and colons do not matter.' }),
      'certificate-id': text({ required: 'conditional', names: 'certificate', docs: 'Name of the certificate in `fedpass.yaml`.' }),
      body: any({ required: 'conditional', docs: 'The certificate with its key, PKCS#12: a `byte[]`, or its base64 text.' }),
      password: text({ docs: 'The password of `body`.' }),
      id: idAttribute,
    },
  },
  messages: { source, several, password },
  check(element, report) {
    const [used, ...others] = sources.filter((name) => element.attributes.has(name));
    if (used === undefined) report(source, element.nameSpan, {});
    else if (others.length > 0)
      report(several, element.nameSpan, { found: [used, ...others].map((name) => `\`${name}\``).join(', '), used });
    const given = element.attributes.get('password');
    if (given !== undefined && used !== 'body') report(password, given.nameSpan, {});
  },
  examples: [
    {
      title: 'A certificate that is not configured',
      xml: '<authentication-certificate certificate-id="partner" />',
      expect: { outcome: 'failed', forwarded: false, error: 'there is no certificate `partner` in the configuration' },
    },
  ],
});
export default policy;

/** Reference: authentication-certificate. Throws PolicyFailure when there is no such certificate. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  x.transport.certificate = clientCertificate(x, args);
}

/** The certificate that the element names, also as a part of a request that a policy sends of its own. */
export function clientCertificate(x: Exchange, args: Args<typeof policy>): ClientCertificate {
  const { certificates } = x.ports;
  if (args.body !== undefined) return opened(x, args.body, args.password);
  const { certificateId, thumbprint } = args;
  if (certificateId !== undefined)
    return certificates.byId(certificateId) ?? failed(`there is no certificate \`${certificateId}\` in the configuration`);
  if (thumbprint === undefined) return failed('no certificate is named');
  return certificates.byThumbprint(thumbprint) ?? failed('the configuration has no certificate with this thumbprint');
}

function opened(x: Exchange, body: unknown, password: string | undefined): ClientCertificate {
  const bytes = body instanceof Uint8Array ? body : typeof body === 'string' ? bytesOf(x, body) : undefined;
  if (bytes === undefined || bytes.length === 0) return failed('body is neither bytes nor base64 text');
  try {
    return x.ports.certificates.fromPfx(bytes, password === undefined ? undefined : new Secret(password));
  } catch (error) {
    return failed(error instanceof Error ? error.message : 'the certificate in body cannot be opened', error);
  }
}

function bytesOf(x: Exchange, text: string): Uint8Array | undefined {
  try {
    return fromBase64(x.context.host.budget, text);
  } catch {
    return undefined;
  }
}

function failed(text: string, cause?: unknown): never {
  throw new PolicyFailure('authentication-certificate', null, 500, text, cause === undefined ? {} : { cause });
}
