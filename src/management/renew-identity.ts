import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { ServerIdentity } from './management-server.ts';

/**
 * Shows a renewed certificate to whoever connects from then on. What `tls` gives is compared by content. A pair that does not fit, or cannot be
 * read, leaves the one before: files are replaced one after the other.
 */
export function renewIdentity(server: HttpServer | HttpsServer, tls: () => ServerIdentity): void {
  if (!('setSecureContext' in server)) return;
  let shown = tls();
  // Before the server's own listener, which takes the context that is there.
  server.prependListener('connection', () => {
    try {
      const now = tls();
      if (now.certificate === shown.certificate && now.key === shown.key) return;
      server.setSecureContext({ cert: now.certificate, key: now.key });
      shown = now;
    } catch {
      // The next connection tries again.
    }
  });
}
