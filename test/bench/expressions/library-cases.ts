import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Fixture } from '../../../src/cli/eval/fixture.ts';

/** What the library does for an expression, and what an author of JavaScript writes who has no library. */
export interface LibraryCase {
  readonly group: string;
  readonly expression: string;
  /** Gets the variable `text`, as the expression does. */
  readonly plain: (text: string) => unknown;
  readonly text: string;
  /** The two give different answers by design, such as random ones. */
  readonly differs?: true;
}

interface Order {
  readonly id: string;
  readonly total: number;
  readonly lines: readonly { readonly sku: string; readonly count: number }[];
}

const order = {
  id: 'A-1001',
  customer: { id: 7, name: 'Ada Lovelace', mail: 'ada@example.com', tags: ['gold', 'newsletter'] },
  total: 129.95,
  currency: 'EUR',
  placed: '2024-03-15T10:20:30Z',
  lines: Array.from({ length: 5 }, (_, i) => ({ sku: `SKU-${i}`, title: `Article number ${i}`, count: i + 1, price: 9.5 + i })),
  note: null,
  paid: true,
};
const orders = JSON.stringify({ orders: Array.from({ length: 40 }, (_, i) => ({ ...order, id: `A-${1000 + i}` })) });
const json = JSON.stringify(order);

const claims = { iss: 'https://login.example.com', sub: '7', aud: 'orders', exp: 2_000_000_000, roles: ['reader', 'writer'] };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${part('signature')}`;

const text = '((string)context.Variables["text"])';
const read = (value: string): Order => JSON.parse(value) as Order;
const words = 'The quick brown fox jumps over the lazy dog, and the dog sleeps on';
const digits = (value: string): string => value.replace(/\d+/g, '#');

export const libraryCases: readonly LibraryCase[] = [
  {
    group: 'JSON',
    expression: `@(JObject.Parse(${text})["id"].ToString())`,
    plain: (value) => read(value).id,
    text: json,
  },
  {
    group: 'JSON',
    expression: `@(JObject.Parse(${text})["orders"].Count())`,
    plain: (value) => (JSON.parse(value) as { orders: Order[] }).orders.length,
    text: orders,
  },
  {
    group: 'JSON',
    expression: `@(JObject.Parse(${text}).ToString(Newtonsoft.Json.Formatting.None))`,
    plain: (value) => JSON.stringify(JSON.parse(value)),
    text: json,
  },
  {
    group: 'JSON',
    expression: `@(JObject.Parse(${text}).ToString())`,
    plain: (value) => JSON.stringify(JSON.parse(value), undefined, 2),
    text: json,
  },
  {
    group: 'JSON',
    expression: `@(JObject.Parse(${text})["lines"].Sum(line => (int)line["count"]))`,
    plain: (value) => read(value).lines.reduce((sum, line) => sum + line.count, 0),
    text: json,
  },
  {
    group: 'JSON',
    expression: `@(JObject.Parse(${text}).SelectToken("$.lines[2].sku").ToString())`,
    plain: (value) => read(value).lines[2]?.sku,
    text: json,
  },
  {
    group: 'JSON',
    expression: `@(new JObject(new JProperty("error", new JObject(new JProperty("code", ${text})))).ToString(Newtonsoft.Json.Formatting.None))`,
    plain: (value) => JSON.stringify({ error: { code: value } }),
    text: 'Unreadable',
  },
  {
    group: 'JSON',
    expression: `@(JsonConvert.SerializeObject(new { code = ${text}, status = 404, ok = false }))`,
    plain: (value) => JSON.stringify({ code: value, status: 404, ok: false }),
    text: 'Unreadable',
  },
  {
    group: 'Regex',
    expression: `@(Regex.IsMatch(${text}, @"^[\\w.+-]+@[\\w-]+\\.[\\w.]+$"))`,
    plain: (value) => /^[\w.+-]+@[\w-]+\.[\w.]+$/.test(value),
    text: 'ada.lovelace@example.com',
  },
  {
    group: 'Regex',
    expression: `@(Regex.Replace(${text}, @"\\d+", "#"))`,
    plain: digits,
    text: 'order 1001 of 2024-03-15 for customer 7',
  },
  {
    group: 'Regex',
    expression: `@(Regex.Match(${text}, @"/customers/(?<id>\\d+)").Groups["id"].Value)`,
    plain: (value) => /\/customers\/(?<id>\d+)/.exec(value)?.groups?.['id'],
    text: 'https://api.example.com/v1/customers/4711/orders',
  },
  {
    group: 'Dates',
    expression: `@(DateTime.Parse(${text}).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"))`,
    plain: (value) => new Date(value).toISOString(),
    text: '2024-03-15T10:20:30.000Z',
  },
  {
    group: 'Dates',
    expression: '@(DateTime.UtcNow.ToString("yyyy-MM-dd"))',
    plain: () => new Date().toISOString().slice(0, 10),
    text: '',
    differs: true,
  },
  {
    group: 'Dates',
    expression: '@((int)(DateTime.UtcNow - new DateTime(1970, 1, 1)).TotalSeconds)',
    plain: () => Math.trunc(Date.now() / 1000),
    text: '',
    differs: true,
  },
  {
    group: 'Dates',
    expression: '@(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600)',
    plain: () => Math.trunc(Date.now() / 1000) + 3600,
    text: '',
    differs: true,
  },
  {
    group: 'Texts',
    expression: `@(string.Format("{0} of {1}: {2:N2}", ${text}, 12, 3.5))`,
    plain: (value) => `${value} of 12: ${(3.5).toFixed(2)}`,
    text: 'page',
  },
  {
    group: 'Texts',
    expression: `@($"{${text}}/{12}/{true}")`,
    plain: (value) => `${value}/${12}/True`,
    text: 'page',
  },
  {
    group: 'Texts',
    expression: `@(string.Join("-", ${text}.ToLower().Split(' ').Where(word => word.Length > 3)))`,
    plain: (value) =>
      value
        .toLowerCase()
        .split(' ')
        .filter((word) => word.length > 3)
        .join('-'),
    text: words,
  },
  {
    group: 'Texts',
    expression: `@(${text}.Substring(4, 5).Trim().ToUpperInvariant() + ${text}.IndexOf("fox"))`,
    plain: (value) => value.slice(4, 9).trim().toUpperCase() + value.indexOf('fox'),
    text: words,
  },
  {
    group: 'Texts',
    expression: `@{ var all = new StringBuilder(); for (var i = 0; i < 20; i++) { all.Append(i).Append(','); } return all.ToString(); }`,
    plain: () => {
      let all = '';
      for (let i = 0; i < 20; i++) all += `${i},`;
      return all;
    },
    text: '',
  },
  {
    group: 'Bytes',
    expression: `@(Convert.ToBase64String(Encoding.UTF8.GetBytes(${text})))`,
    plain: (value) => Buffer.from(value).toString('base64'),
    text: 'client:placeholder-password',
  },
  {
    group: 'Bytes',
    expression: `@(Encoding.UTF8.GetString(Convert.FromBase64String(${text})))`,
    plain: (value) => Buffer.from(value, 'base64').toString(),
    text: Buffer.from('client:placeholder-password').toString('base64'),
  },
  {
    group: 'Bytes',
    expression: `@(BitConverter.ToString(SHA256.Create().ComputeHash(Encoding.UTF8.GetBytes(${text}))).Replace("-", "").ToLower())`,
    plain: (value) => createHash('sha256').update(value).digest('hex'),
    text: words,
  },
  {
    group: 'Bytes',
    expression: `@(Convert.ToBase64String(new HMACSHA256(Encoding.UTF8.GetBytes("key")).ComputeHash(Encoding.UTF8.GetBytes(${text}))))`,
    plain: (value) => createHmac('sha256', 'key').update(value).digest('base64'),
    text: words,
  },
  { group: 'Others', expression: '@(Guid.NewGuid().ToString())', plain: () => randomUUID(), text: '', differs: true },
  {
    group: 'Others',
    expression: `@(${text}.AsJwt().Claims["sub"][0])`,
    plain: (value) => (JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as typeof claims).sub,
    text: token,
  },
  {
    group: 'Others',
    expression: `@(WebUtility.UrlEncode(${text}) + Uri.EscapeDataString(${text}))`,
    plain: (value) => encodeURIComponent(value).replaceAll('%20', '+') + encodeURIComponent(value),
    text: 'page one of two',
  },
  {
    group: 'Others',
    expression: '@(Enumerable.Range(1, 50).Where(n => n % 2 == 0).Select(n => n * n).Sum())',
    plain: () =>
      Array.from({ length: 50 }, (_, i) => i + 1)
        .filter((n) => n % 2 === 0)
        .map((n) => n * n)
        .reduce((sum, n) => sum + n, 0),
    text: '',
  },
  {
    group: 'Others',
    expression: '@{ decimal sum = 0m; for (var i = 0; i < 20; i++) { sum += 1.25m * i; } return sum.ToString(); }',
    plain: () => {
      let cents = 0;
      for (let i = 0; i < 20; i++) cents += 125 * i;
      return (cents / 100).toFixed(2);
    },
    text: '',
  },
];

/** The exchange a case runs in. */
export const givenText = (value: string): Fixture => ({ variables: { text: { type: 'string', value } } });
