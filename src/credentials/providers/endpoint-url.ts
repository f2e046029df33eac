/** Whether a URL may be called: https, or http that stays on this machine. `anywhere` also lets plain http through. */
export function isEndpointUrl(text: string, http: 'loopback' | 'anywhere'): boolean {
  // What one parser takes for a slash or leaves out, another may read as a part of the host.
  if (/[\s\\]/.test(text)) return false;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && (http === 'anywhere' || isLoopback(url.hostname)));
}

/** 127.0.0.0/8, ::1 and `localhost` (RFC 6761 §6.3); `hostname` is as the URL parser gives it. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
