import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenProject, openProject } from '../../../src/cli/project/open-project.ts';
import { ask } from '../../gateway/support/gateway.ts';
import { openRest, type RestAnswer, type RestRequest, type RestService } from '../../gateway/support/rest-service.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const description = (file: string): string => readFileSync(fileURLToPath(new URL(`descriptions/${file}`, import.meta.url)), 'utf8');
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const withoutCredential = (document: string): string =>
  document.replace(/<get-authorization-context[^>]*\/>/, '').replace(/<set-header name="Authorization".*?<\/set-header>/s, '');

describe('descriptions in the shapes of large services', () => {
  let service: RestService;
  let answer: (request: RestRequest) => RestAnswer;
  let project: OpenProject | undefined;
  beforeAll(async () => {
    service = await openRest((request) => answer(request));
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.received.length = 0;
    return async () => {
      await project?.close();
      project = undefined;
    };
  });

  /** Adds a subgraph, checks that the project composes and lints clean, and serves it. */
  async function added(files: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const cwd = projectFolder(Object.fromEntries(files.map((file) => [file, description(file)])));
    const run = ['subgraph', 'add', 'api', '--kind', 'rest', '--openapi', files[0] ?? '', '--url', service.url];
    const { status, out, err } = await recordedRun(run, { cwd });
    expect([status, err]).toEqual([0, '']);
    const lint = await recordedRun(['lint', '--max-warnings', '0'], { cwd });
    expect([lint.status, lint.out]).toEqual([0, expect.stringContaining('nothing found')]);
    const read = (file: string) => readFileSync(join(cwd, file), 'utf8');
    const open = async () => {
      project = await openProject({ config: join(cwd, 'fedpass.yaml'), cwd, env, port: 0, introspection: 'everyone', log: silent });
      return project.gateway;
    };
    return { cwd, out, sdl: read('subgraphs/api/schema.graphql'), read, open };
  }

  it('billing: objects that may be expanded, unions by a constant and by their shape, forms', { timeout: 60_000 }, async () => {
    const { sdl, open } = await added(['billing.yaml'], { API_KEY: 'sesame' });
    expect(sdl).toContain('union PaymentSource @discriminator(field: "object") = Card | BankAccount');
    expect(sdl).toContain('type BankAccount @source(name: "bank_account")');
    expect(sdl).toContain('union InvoiceCustomer = Customer | DeletedCustomer');
    expect(sdl).toContain('customer: InvoiceCustomer @is(field: "id")');
    expect(sdl).toContain('parent: Invoice @is(field: "id")');
    const card = { id: 'card_1', object: 'card', last4: '4242' };
    const bank = { id: 'ba_1', object: 'bank_account', bank_name: null };
    answer = () => ({
      body: {
        data: [
          { id: 'in_1', object: 'invoice', total: 5, state: '', customer: 'cus_1', parent: 'in_0', paid_with: card },
          {
            id: 'in_2',
            object: 'invoice',
            total: 6,
            state: '3ds',
            customer: { id: 'cus_2', object: 'customer', created: 1, sources: [bank, { object: 'cash' }, card] },
            paid_with: null,
          },
          {
            id: 'in_3',
            object: 'invoice',
            total: 7,
            state: null,
            customer: { id: 'cus_3', object: 'customer', deleted: true },
            parent: { id: 'in_9', total: 1 },
          },
        ],
        has_more: false,
      },
    });
    const gateway = await open();
    const { data, errors } = await ask(
      gateway,
      `{ getInvoices(limit: 3, expand: ["data.customer", "a&b"], issued: { gte: 1, lt: 5 }, accountScope: "eu") { data {
          id state parent { id total }
          customer { __typename ... on Customer { id created sources { __typename ... on Card { last4 } ... on BankAccount { bank_name } } } ... on DeletedCustomer { deleted } }
          paid_with { __typename ... on Card { last4 } }
        } } }`,
    );
    expect(errors ?? []).toEqual([]);
    expect(data).toEqual({
      getInvoices: {
        data: [
          {
            id: 'in_1',
            state: 'VALUE_3',
            parent: { id: 'in_0', total: null },
            customer: { __typename: 'Customer', id: 'cus_1', created: null, sources: null },
            paid_with: { __typename: 'Card', last4: '4242' },
          },
          {
            id: 'in_2',
            state: '_3DS',
            parent: null,
            customer: {
              __typename: 'Customer',
              id: 'cus_2',
              created: 1,
              sources: [
                { __typename: 'BankAccount', bank_name: null },
                { __typename: 'Card', last4: '4242' },
              ],
            },
            paid_with: null,
          },
          {
            id: 'in_3',
            state: null,
            parent: { id: 'in_9', total: 1 },
            customer: { __typename: 'DeletedCustomer', deleted: true },
            paid_with: null,
          },
        ],
      },
    });
    const [got] = service.received;
    expect(got?.url).toBe('/v1/invoices?limit=3&expand%5B%5D=data.customer&expand%5B%5D=a%26b&issued%5Bgte%5D=1&issued%5Blt%5D=5');
    expect([got?.headers['account-scope'], got?.headers.authorization]).toEqual(['eu', 'Bearer sesame']);

    answer = () => ({ body: { id: 'in_4', object: 'invoice', total: 1 } });
    await ask(gateway, 'mutation { postInvoices(body: { customer: "cus_1", shipping: { city: "Å b" } }) { id } }');
    expect(service.received.at(-1)?.body).toBe('customer=cus_1&shipping%5Bcity%5D=%C3%85%20b');
    await ask(gateway, '{ getInvoicesInvoice(invoice: "in/4") { id } }');
    expect(service.received.at(-1)?.url).toBe('/v1/invoices/in%2F4');
    await ask(gateway, '{ getInvoices { has_more } }');
    expect(service.received.at(-1)?.headers['account-scope']).toBeUndefined();
  });

  it('people: derived types, parts in another file, headers that may be absent, consent', { timeout: 60_000 }, async () => {
    const { sdl, cwd, read, open } = await added(['people.yaml', 'people-parts.yaml'], { API_CLIENT_ID: 'a', API_CLIENT_SECRET: 'b' });
    expect(sdl).toContain('interface DirectoryObject @discriminator(field: "@odata.type") {');
    expect(sdl).toContain('type User implements DirectoryObject @key(fields: "id") @source(name: "#dir.user")');
    expect(read('fedpass.yaml')).toContain('grantType: authorizationCode');
    const document = read('policies/resolvers/api/Query.usersListMemberOf.xml');
    expect(document).toMatch(/<http-request>\s+<get-authorization-context\s+provider-id="api"/);
    expect(document).toContain(
      'exists-action="@(!string.IsNullOrEmpty(context.GraphQL.Arguments[&quot;ConsistencyLevel&quot;]?.ToString())',
    );
    expect(sdl).toContain('odataNextLink: String @source(name: "@odata.nextLink")');
    expect(sdl).toContain('visibility: Visibility');
    expect(sdl).not.toContain('scalar JSON');
    // A draft may be given another credential; here none is needed.
    writeFileSync(join(cwd, 'policies/resolvers/api/Query.usersListMemberOf.xml'), withoutCredential(document));
    const ada = { '@odata.type': '#dir.user', id: 'u1', displayName: 'Ada' };
    answer = () => ({
      body: {
        value: [
          {
            ...ada,
            manager: { '@odata.type': '#dir.user', id: 'u2' },
            memberOf: [{ '@odata.type': '#dir.group', id: 'g1', visibility: 'private' }],
          },
          { '@odata.type': '#dir.group', id: 'g2', mail: 'g@x.example' },
          { '@odata.type': '#dir.device', id: 'd1' },
        ],
        '@odata.nextLink': null,
      },
    });
    const { data, errors } = await ask(
      await open(),
      `{ usersListMemberOf(userId: "a b", top: 3, select: ["id", "mail"]) { odataNextLink value { __typename id odataType
         ... on User { displayName manager { __typename id } memberOf { ... on Group { visibility } } } ... on Group { mail } } } }`,
    );
    expect(errors ?? []).toEqual([]);
    expect(data).toEqual({
      usersListMemberOf: {
        odataNextLink: null,
        value: [
          {
            __typename: 'User',
            id: 'u1',
            odataType: '#dir.user',
            displayName: 'Ada',
            manager: { __typename: 'User', id: 'u2' },
            memberOf: [{ visibility: 'private' }],
          },
          { __typename: 'Group', id: 'g2', odataType: '#dir.group', mail: 'g@x.example' },
        ],
      },
    });
    expect(service.received.map(({ url, headers }) => [url, headers['consistencylevel']])).toEqual([
      ['/users/a%20b/memberOf?%24top=3&%24select=id%2Cmail', undefined],
    ]);
  });

  it('chat: shapes, constants of 3.1, cookies, lists in paths', { timeout: 60_000 }, async () => {
    const { sdl, out, open } = await added(['chat.yaml']);
    expect(out).toContain('POST /files.upload: an operation whose body is multipart/form-data is left out');
    expect(sdl).toContain('union ConversationsHistoryResult = History | Failure');
    answer = ({ url }) =>
      url.startsWith('/files/')
        ? { headers: { 'content-type': 'text/plain' }, body: 'hi' }
        : url.includes('channel=none')
          ? { body: { ok: false, error: 'channel_not_found' } }
          : {
              body: {
                ok: true,
                messages: [
                  {
                    ts: '1.0',
                    user: null,
                    reply_count: 2,
                    blocks: [
                      { type: 'section', text: { type: 'mrkdwn', text: '*hi*' } },
                      { type: 'divider', block_id: 'b' },
                      { type: 'rich_text', elements: [] },
                      {
                        type: 'context',
                        elements: [
                          { type: 'image', image_url: 'u' },
                          { type: 'plain_text', text: 'x' },
                        ],
                      },
                    ],
                  },
                ],
              },
            };
    const gateway = await open();
    const { data, errors } = await ask(
      gateway,
      `{ ok: conversationsHistory(channel: "c&1", types: ["a b", "c"], d: "x;y", lang: "de") { ...R } no: conversationsHistory(channel: "none") { ...R } files(paths: ["a/b", "c"]) }
       fragment R on ConversationsHistoryResult { __typename ... on Failure { error } ... on History { messages { ts user reply_count blocks {
         __typename ... on ContextBlock { elements { ... on Image { image_url } ... on Text { text } } } } } } }`,
    );
    expect(errors ?? []).toEqual([]);
    expect(data).toEqual({
      ok: {
        __typename: 'History',
        messages: [
          {
            ts: '1.0',
            user: null,
            reply_count: 2,
            blocks: [
              { __typename: 'MessageBlocksItemSection' },
              { __typename: 'MessageBlocksItemDivider' },
              { __typename: 'ContextBlock', elements: [{ image_url: 'u' }, { text: 'x' }] },
            ],
          },
        ],
      },
      no: { __typename: 'Failure', error: 'channel_not_found' },
      files: 'hi',
    });
    const requests = service.received.map(({ url, headers }) => `${url} ${headers.cookie ?? '-'}`).sort();
    expect(requests).toEqual([
      '/conversations.history?channel=c%261&types=a%20b%7Cc d=x%3By; lang=de',
      '/conversations.history?channel=none -',
      '/files/a%2Fb,c -',
    ]);
  });
});
