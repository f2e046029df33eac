/** A form as somebody would send it who changes nothing and clicks its first button. */
export interface PageForm {
  readonly method: 'GET' | 'POST';
  readonly action: URL;
  readonly fields: URLSearchParams;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", '#x2F': '/' };

const decode = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** The attributes of a start tag. One without a value is an empty text. */
const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    [...tag.matchAll(/\s([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)].map(
      ([, name = '', double, single, bare]) => [name.toLowerCase(), decode(double ?? single ?? bare ?? '')] as const,
    ),
  );

/**
 * The first form of a page: what is filled in already, and its first button. Enough for pages of our own, which is all that it is
 * given; undefined when the page has no form.
 */
export function firstForm(page: string, at: URL): PageForm | undefined {
  const [, start = '', content = ''] = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(page) ?? [];
  if (start === '' && content === '') return undefined;
  const form = attributesOf(start);
  const fields = new URLSearchParams();
  let clicked = false;
  for (const [, kind = '', rest = ''] of content.matchAll(/<(input|button)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi)) {
    const attributes = attributesOf(` ${rest}`);
    const type = attributes.get('type') ?? (kind.toLowerCase() === 'button' ? 'submit' : 'text');
    const name = attributes.get('name');
    if (type === 'submit') {
      if (!clicked && name !== undefined) fields.append(name, attributes.get('value') ?? '');
      clicked = true;
      continue;
    }
    if (name === undefined || type === 'button' || type === 'reset') continue;
    if ((type === 'radio' || type === 'checkbox') && !attributes.has('checked')) continue;
    fields.append(name, attributes.get('value') ?? (type === 'checkbox' ? 'on' : ''));
  }
  return { method: form.get('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET', action: new URL(form.get('action') ?? '', at), fields };
}
