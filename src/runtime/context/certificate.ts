import type { Host } from '../host.ts';
import type { CertificateInfo } from './message.ts';

/** Whether now is between the dates of a certificate. */
export function isWithinDates(host: Host, { notBefore, notAfter }: CertificateInfo): boolean {
  const now = host.clock.now();
  return now >= notBefore && now <= notAfter;
}
