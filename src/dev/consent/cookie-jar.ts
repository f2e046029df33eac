interface Cookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** Cookies as a browser keeps them (RFC 6265 §5), as far as the pages of the demo need: by host, whatever the port, and by path. */
export class CookieJar {
  #cookies: readonly Cookie[] = [];

  /** Takes what a response from `url` sets. A cookie that is over is dropped. */
  store(url: URL, setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const split = pair.indexOf('=');
      if (split < 1) continue;
      const fields = new Map(attributes.map((attribute) => fieldOf(attribute)));
      const cookie: Cookie = {
        host: url.hostname,
        path: fields.get('path') || url.pathname.replace(/\/[^/]*$/, '') || '/',
        name: pair.slice(0, split),
        value: pair.slice(split + 1),
      };
      this.#cookies = this.#cookies.filter(({ host, path, name }) => host !== cookie.host || path !== cookie.path || name !== cookie.name);
      const expires = Date.parse(fields.get('expires') ?? '');
      if (expires <= Date.now() || Number(fields.get('max-age') ?? 1) <= 0) continue;
      this.#cookies = [...this.#cookies, cookie];
    }
  }

  /** The `Cookie` header for a request; undefined when there is nothing to send. */
  header(url: URL): string | undefined {
    const matching = this.#cookies.filter(
      ({ host, path }) =>
        host === url.hostname && (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)),
    );
    return matching.length === 0 ? undefined : matching.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}

const fieldOf = (attribute: string): readonly [string, string] => {
  const [name = '', ...rest] = attribute.split('=');
  return [name.toLowerCase(), rest.join('=')];
};
