import type { Exchange } from '../../../runtime/exchange.ts';
import { PolicyFailure } from '../../../runtime/failure.ts';
import type { ClientCertificate } from '../../../runtime/ports/certificates.ts';

/** The certificate of a key. That it is missing is the operator's to mend, and says nothing of a token. */
export function certificateOf(x: Exchange, id: string, source: string): ClientCertificate {
  const found = x.ports.certificates.byId(id);
  if (found === undefined) throw new PolicyFailure(source, null, 500, `there is no certificate ${id}`);
  return found;
}
