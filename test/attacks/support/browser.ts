/** A browser as far as attacks go: it keeps cookies, and follows nothing by itself. */
export interface Browser {
  /** Where it stands on our pages, in the cookies that it has for them. */
  readonly cookies: ReadonlyMap<string, string>;
  open(url: string, headers?: Readonly<Record<string, string>>): Promise<Visited>;
  send(url: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Visited>;
}

export interface Visited {
  readonly status: number;
  readonly location: string;
  readonly text: string;
  /** The hidden `code` of the form on the page. */
  readonly code: string;
}

export function openBrowser(): Browser {
  const cookies = new Map<string, string>();
  const visit = async (url: string, init: RequestInit & { readonly headers: Record<string, string> }): Promise<Visited> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    const [, code = ''] = /name="code" value="([^"]*)"/.exec(text) ?? [];
    return { status: answer.status, location: answer.headers.get('location') ?? '', text, code };
  };
  return {
    cookies,
    open: (url, headers = {}) => visit(url, { headers }),
    send: (url, form, headers = {}) => visit(url, { method: 'POST', body: new URLSearchParams(form), headers }),
  };
}
