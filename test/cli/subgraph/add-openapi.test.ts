import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenProject, openProject } from '../../../src/cli/project/open-project.ts';
import { ask } from '../../gateway/support/gateway.ts';
import { openRest, type RestAnswer, type RestRequest, type RestService } from '../../gateway/support/rest-service.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const description = (file: string): string => readFileSync(fileURLToPath(new URL(`descriptions/${file}`, import.meta.url)), 'utf8');
const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Adds a subgraph from a description, checks that the project composes and lints clean, and gives its folder and what was said. */
async function added(file: string, url: string, more: readonly string[] = []) {
  const cwd = projectFolder({ [file]: description(file) });
  const { status, out, err } = await recordedRun(['subgraph', 'add', 'api', '--kind', 'rest', '--openapi', file, '--url', url, ...more], {
    cwd,
  });
  expect([status, err]).toEqual([0, '']);
  const lint = await recordedRun(['lint', '--max-warnings', '0'], { cwd });
  expect([lint.status, lint.out]).toEqual([0, expect.stringContaining('nothing found')]);
  return { cwd, out };
}

describe('fedpass subgraph add --kind rest', () => {
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

  const served = async (cwd: string, env: Record<string, string>): Promise<OpenProject> => {
    project = await openProject({ config: join(cwd, 'fedpass.yaml'), cwd, env, port: 0, introspection: 'everyone', log: silent });
    return project;
  };
  const sent = (): readonly string[] => service.received.map(({ method, url }) => `${method} ${url}`);

  it('a shop: paths, queries, bodies, names that GraphQL does not allow, a key in a header', { timeout: 60_000 }, async () => {
    const { cwd, out } = await added('pets.json', `${service.url}/v2`);
    for (const code of ['method', 'one-of', 'ref', 'response-type', 'body-type']) expect(out).toContain(`[openapi/${code}]`);
    const sdl = read(cwd, 'subgraphs/api/schema.graphql');
    expect(sdl).toContain('getPet(petId: Long! @is(field: "id")): Pet @lookup');
    expect(sdl).toContain('type Pet @key(fields: "id")');

    const pet = { id: 9_007_199_254, name: 'Rex', 'pet-status': 'on-hold', owner: { 'first-name': 'Ada', extra: 1 }, constructor: 1.5 };
    answer = ({ method, url }) =>
      method === 'DELETE' ? { status: 204 } : { body: url.includes('/pets/') || method === 'POST' ? pet : [pet] };
    const { gateway } = await served(cwd, { API_KEY: 'sesame' });
    const all = await ask(
      gateway,
      '{ listPets(status: [ON_HOLD, NULL_], pageSize: 2, tags: ["a b", "c"], only_sold: true) { id petStatus owner { firstName } constructor parent { id } } }',
    );
    expect(all).toMatchObject({
      data: { listPets: [{ id: 9_007_199_254, petStatus: 'ON_HOLD', owner: { firstName: 'Ada' }, constructor: 1.5, parent: null }] },
    });
    expect((await ask(gateway, '{ listPets(pageSize: null) { name } getPet(petId: 7) { name } }')).errors ?? []).toEqual([]);
    const made = await ask(
      gateway,
      'mutation { addPet(body: { name: "Rex", petStatus: ON_HOLD, owner: { firstName: "A" } }) { name } deletePet(petId: 7) }',
    );
    expect(made).toMatchObject({ data: { addPet: { name: 'Rex' }, deletePet: true } });
    expect(sent().slice(0, 1)).toEqual(['GET /v2/pets?status=on-hold&status=null&page%5Bsize%5D=2&tags=a%20b%2Cc&only_sold=true']);
    expect(sent().slice(1, 3).sort()).toEqual(['GET /v2/pets', 'GET /v2/pets/7']);
    expect(sent().slice(3)).toEqual(['POST /v2/pets', 'DELETE /v2/pets/7']);
    expect(JSON.parse(service.received[3]?.body ?? '')).toEqual({ name: 'Rex', 'pet-status': 'on-hold', owner: { 'first-name': 'A' } });
    expect(new Set(service.received.map(({ headers }) => headers['x-api-key']))).toEqual(new Set(['sesame']));
  });

  it('a payment service: forms, members that may be expanded, pages, a bearer key', { timeout: 60_000 }, async () => {
    const { cwd, out } = await added('payments.yaml', service.url);
    expect(out).toContain('proposed as look-ups: getCustomersCustomer (Customer by id), getChargesCharge (Charge by id)');
    expect(out).toContain('the form field `metadata` is left out');
    answer = ({ url }) => {
      const customer = { id: 'cus_1', created: 4_102_444_800, email: null, default_source: { id: 'ch_1' } };
      return {
        body: url.startsWith('/v1/customers?')
          ? { data: [customer], has_more: false, object: 'list' }
          : url.startsWith('/v1/charges')
            ? { id: 'ch_1', amount: 5, status: 'pending', customer }
            : customer,
      };
    };
    const { gateway } = await served(cwd, { API_KEY: 'sk_x' });
    const { data } = await ask(
      gateway,
      '{ getCustomers(limit: 3, expand: ["a", "b"]) { data { id created default_source { id } } has_more } getChargesCharge(charge: "ch/1") { status customer { id } } }',
    );
    expect(data).toEqual({
      getCustomers: { data: [{ id: 'cus_1', created: 4_102_444_800, default_source: { id: 'ch_1' } }], has_more: false },
      getChargesCharge: { status: 'pending', customer: { id: 'cus_1' } },
    });
    expect([...sent()].sort()).toEqual(['GET /v1/charges/ch%2F1', 'GET /v1/customers?limit=3&expand%5B%5D=a&expand%5B%5D=b']);
    await ask(
      gateway,
      'mutation { postCustomers(body: { email: "a&b@x.example", address: { city: "Å" }, preferred_locales: ["en", "de"], validate: true }) { id } }',
    );
    const form = service.received.at(-1);
    expect([form?.headers['content-type'], form?.headers.authorization]).toEqual(['application/x-www-form-urlencoded', 'Bearer sk_x']);
    expect(form?.body).toBe(
      'email=a%26b%40x.example&address%5Bcity%5D=%C3%85&preferred_locales%5B%5D=en&preferred_locales%5B%5D=de&validate=true',
    );
  });

  it('a directory: dotted names, odata members, inheritance, OpenAPI 3.1, client credentials', { timeout: 60_000 }, async () => {
    const { cwd } = await added('directory.yaml', `${service.url}/v1.0`);
    const yaml = read(cwd, 'fedpass.yaml');
    for (const part of [
      'identityProvider: oauth2',
      'grantType: clientCredentials',
      `tokenUrl: ${service.url}/oauth/token`,
      'scopes: User.Read.All',
    ])
      expect(yaml).toContain(part);
    answer = ({ url }) => {
      if (url === '/oauth/token') return { body: { access_token: 'granted', token_type: 'Bearer', expires_in: 3600 } };
      const user = { id: 'u1', '@odata.type': '#user', displayName: null, mailboxKind: 'shared box' };
      return url.startsWith('/v1.0/users?')
        ? { body: { '@odata.nextLink': 'x', '@odata.count': 1, value: [user] } }
        : url.startsWith('/v1.0/users/') && service.received.at(-1)?.method === 'PATCH'
          ? { status: 204 }
          : { body: user };
    };
    const { gateway } = await served(cwd, { API_CLIENT_ID: 'a', API_CLIENT_SECRET: 'b' });
    const { data, errors } = await ask(
      gateway,
      '{ usersUserListUser(top: 5, select: [id]) { odataNextLink odataCount value { id odataType mailboxKind displayName } } }',
    );
    expect(errors ?? []).toEqual([]);
    expect(data).toEqual({
      usersUserListUser: {
        odataNextLink: 'x',
        odataCount: 1,
        value: [{ id: 'u1', odataType: '#user', mailboxKind: 'SHARED_BOX', displayName: null }],
      },
    });
    expect(sent()).toEqual(['POST /oauth/token', 'GET /v1.0/users?%24top=5&%24select=id']);
    expect(service.received.at(-1)?.headers.authorization).toBe('Bearer granted');
    const patched = await ask(
      gateway,
      'mutation { usersUserUpdateUser(userId: "u1", body: { odataType: "#user", mailboxKind: SHARED_BOX }) }',
    );
    expect(patched.data).toEqual({ usersUserUpdateUser: true });
    expect(JSON.parse(service.received.at(-1)?.body ?? '')).toEqual({ '@odata.type': '#user', mailboxKind: 'shared box' });
  });

  it('Swagger 2.0, with somebody’s consent', async () => {
    const { cwd, out } = await added('legacy.yaml', 'https://legacy.example/api');
    expect(out).toContain('fedpass connections login api/org');
    expect(read(cwd, 'subgraphs/api/schema.graphql')).toContain('findOrders(ids: [String!]! @is(field: "id")): [Order!] @lookup');
    expect(read(cwd, 'policies/resolvers/api/Query.getOrder.xml')).toMatch(
      /<http-request>\s+<get-authorization-context\s+provider-id="api"/,
    );
    expect(readdirSync(join(cwd, 'policies/resolvers/api')).sort()).toEqual([
      'Mutation.login.xml',
      'Mutation.order.xml',
      'Query.findOrders.xml',
      'Query.getOrder.xml',
    ]);
  });

  it('takes the operations that are named, and the first hundred of more', async () => {
    const { cwd } = await added('pets.json', 'https://pets.example', ['--operations', '/pets/{petId},addPet']);
    expect(readdirSync(join(cwd, 'policies/resolvers/api')).sort()).toEqual([
      'Mutation.addPet.xml',
      'Mutation.deletePet.xml',
      'Query.getPet.xml',
    ]);
    const paths = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`/p${index}`, { get: { responses: { 204: {} } } }]));
    const large = projectFolder({ 'x.json': JSON.stringify({ openapi: '3.0.0', servers: [{ url: 'https://a.example' }], paths }) });
    const { out } = await recordedRun(['subgraph', 'add', 'api', '--openapi', 'x.json'], { cwd: large });
    expect(out).toContain('30 of 130 operations are left out');
    expect(readdirSync(join(large, 'policies/resolvers/api'))).toHaveLength(100);
  });

  it('puts a prefix before names that another subgraph has', { timeout: 30_000 }, async () => {
    const cwd = projectFolder({
      'fedpass.yaml': 'subgraphs: { zoo: { url: "http://zoo.example" } }\n',
      'subgraphs/zoo/schema.graphql': 'type Query { pet: Pet }\ntype Pet { id: Int }',
      'pets.json': description('pets.json'),
    });
    expect((await recordedRun(['subgraph', 'add', 'pet-shop', '--openapi', 'pets.json'], { cwd })).status).toBe(0);
    expect(read(cwd, 'subgraphs/pet-shop/schema.graphql')).toContain('petShopGetPet(petId: Long! @is(field: "id")): PetShopPet @lookup');
    expect(existsSync(join(cwd, 'policies/resolvers/pet-shop/Query.petShopGetPet.xml'))).toBe(true);
    expect((await recordedRun(['lint', '--max-warnings', '0'], { cwd })).status).toBe(0);
  });

  it('follows references within its folder, and further only when it is told to', async () => {
    const described = (ref: string) =>
      `openapi: 3.0.0\nservers: [{ url: https://a.example }]\npaths: { /p: { get: { operationId: p, responses: { 200: { content: { application/json: { schema: { $ref: "${ref}#/components/schemas/Pet" } } } } } } } }`;
    const other =
      'components: { schemas: { Pet: { type: object, properties: { id: { type: string }, next: { $ref: "#/components/schemas/Pet" } } } } }';
    const cwd = projectFolder({
      'api/a.yaml': described('parts/b.yaml'),
      'api/parts/b.yaml': other,
      'api/c.yaml': described('../d.yaml'),
      'd.yaml': other,
    });
    const run = async (name: string, file: string, ...more: readonly string[]) => {
      const { status, out } = await recordedRun(['subgraph', 'add', name, '--openapi', file, ...more], { cwd });
      return [status, out.includes('leads nowhere'), read(cwd, `subgraphs/${name}/schema.graphql`).match(/next: \w+/)?.[0]];
    };
    expect(await run('one', 'api/a.yaml')).toEqual([0, false, 'next: Pet']);
    expect(await run('two', 'api/c.yaml')).toEqual([0, true, undefined]);
    expect(await run('three', 'api/c.yaml', '--remote-refs')).toEqual([0, false, 'next: ThreePet']);
  });

  it.each([
    ['no description', 'hello: 1', 'is no OpenAPI document'],
    ['another version', 'openapi: 4.0.0', 'is of version 4.0.0'],
    ['broken YAML', 'openapi: 3.0.0\npaths: {', 'x.yaml:2:'],
    ['no address', 'openapi: 3.0.0\npaths: { /a: { get: { responses: {} } } }', 'name its address with --url'],
    ['no operations', 'openapi: 3.0.0\nservers: [{ url: "https://a.example" }]\npaths: {}', 'no operation of the description can be taken'],
    [
      'a bomb of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`).join('\n')}\nopenapi: 3.0.0`,
      'repeats too much',
    ],
    ['endless depth', `{"openapi":"3.0.0","paths":${'['.repeat(500)}${']'.repeat(500)}}`, 'nested too deeply'],
  ])('says what is wrong with %s', async (_what, text, expected) => {
    const cwd = projectFolder({});
    writeFileSync(join(cwd, 'x.yaml'), text);
    const { status, err } = await recordedRun(['subgraph', 'add', 'api', '--openapi', 'x.yaml'], { cwd });
    expect([status, err]).toEqual([2, expect.stringContaining(expected)]);
    expect(existsSync(join(cwd, 'fedpass.yaml'))).toBe(false);
  });

  it('survives circles and names of prototypes', async () => {
    const cwd = projectFolder({
      'x.yaml': `openapi: 3.0.0
servers: [{ url: https://a.example }]
paths:
  /a: { get: { operationId: __proto__, parameters: [{ name: toString, in: query, schema: { type: string } }], responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }
components:
  schemas:
    A: { type: object, properties: { a: { $ref: '#/components/schemas/B' }, hasOwnProperty: { type: string }, self: { allOf: [{ $ref: '#/components/schemas/A' }] } } }
    B: { $ref: '#/components/schemas/C' }
    C: { $ref: '#/components/schemas/B' }
`,
    });
    const { status, out } = await recordedRun(['subgraph', 'add', 'api', '--openapi', 'x.yaml'], { cwd });
    expect([status, out.includes('[openapi/ref]')]).toEqual([0, true]);
    expect(read(cwd, 'subgraphs/api/schema.graphql')).toContain('self: A');
  });
});
