/** One way around the rules of the GraphQL endpoint, as it comes over the wire. */
export interface Attack {
  readonly how: string;
  readonly method?: string;
  /** Behind the port; `/graphql` without it. */
  readonly path?: string;
  /** A list of values makes several lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly status: number;
  /** `extensions.code` of every error; undefined where the answer is none of GraphQL's. */
  readonly code: string | undefined;
}

const json = { 'content-type': 'application/json' };
const harmless = '{ newest { title } }';
const sent = (value: unknown): string => JSON.stringify(value);
const search = (params: Readonly<Record<string, string>>): string => `/graphql?${new URLSearchParams(params)}`;
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

const post = (how: string, body: unknown, code: string, status = 400): Attack => ({
  how,
  method: 'POST',
  headers: json,
  body: typeof body === 'string' ? body : sent(body),
  status,
  code,
});
const asking = (how: string, query: string, code = 'GRAPHQL_VALIDATION_FAILED'): Attack => post(how, { query }, code);
const typed = (type: string | readonly string[] | undefined, body = sent({ query: harmless })): Attack => ({
  how: `a POST as ${type ?? 'nothing'}`,
  method: 'POST',
  headers: type === undefined ? {} : { 'content-type': type },
  body,
  status: 415,
  code: 'BAD_REQUEST',
});
const getting = (how: string, path: string, headers: Attack['headers'], status: number): Attack => ({
  how,
  path,
  ...(headers === undefined ? {} : { headers }),
  status,
  code: 'BAD_REQUEST',
});

/** What a page of another site can make a browser send by itself (Fetch §2.2.2), and what looks like JSON and is not. */
const mediaTypes: readonly Attack[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'text/plain; application/json',
    'text/plain, application/json',
    'application/jsonp',
    'application/json-seq',
    'application/graphql',
    'application/graphql+json',
    'application/json/x',
    'text/json',
    'message/rfc822',
    'application/json; charset=utf-16',
    'application/json; charset=utf-7',
    'application/json; charset="iso-2022-jp"',
    'application/json ;charset=UTF-16LE; charset=utf-8',
    '',
    ' ',
    ';',
  ].map((type) => typed(type)),
  typed(undefined),
  typed(['text/plain', 'application/json']),
  typed(
    'multipart/form-data; boundary=x',
    `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${sent({ query: harmless })}\r\n--x--\r\n`,
  ),
  typed('multipart/mixed; boundary=x', `--x\r\ncontent-type: application/json\r\n\r\n${sent({ query: harmless })}\r\n--x--\r\n`),
  {
    ...typed('text/plain'),
    how: 'a form as JSON, with the header against forgery',
    headers: { 'content-type': 'text/plain', 'apollo-require-preflight': '1' },
  },
];

/** Reads of another site by GET: GHSA-hff2-gcpx-8f4p and GHSA-9q82-xgwf-vj6h are about content types that a browser let pass. */
const gets: readonly Attack[] = [
  getting('a GET as a link sends it', search({ query: harmless }), undefined, 400),
  getting('a GET as a picture sends it', search({ query: harmless }), { accept: 'image/*', 'sec-fetch-site': 'cross-site' }, 400),
  getting('a GET with an empty header against forgery', search({ query: harmless }), { 'apollo-require-preflight': '' }, 400),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json/x',
    'application/jsonp',
    'x',
    'application/graphql',
  ].map((type) => getting(`a GET with the content type ${type}`, search({ query: harmless }), { 'content-type': type }, 415)),
  getting(
    'a GET of another type, with the header against forgery',
    search({ query: harmless }),
    { 'content-type': 'text/plain', 'apollo-require-preflight': '1' },
    415,
  ),
  getting(
    'a digest by GET as a link sends it',
    search({ extensions: sent({ persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } }) }),
    undefined,
    400,
  ),
  getting('a mutation by GET', search({ query: 'mutation { rename { title } }' }), json, 405),
  getting(
    'a mutation by GET, behind a query',
    search({ query: 'query A { newest { title } } mutation B { rename { title } }', operationName: 'B' }),
    json,
    405,
  ),
  getting(
    'a mutation by GET, said to be a POST',
    search({ query: 'mutation { rename { title } }' }),
    { ...json, 'x-http-method-override': 'POST' },
    405,
  ),
  getting('a query by GET, twice', `${search({ query: harmless })}&query=${encodeURIComponent('{ __typename }')}`, json, 400),
  getting(
    'two operation names by GET',
    `${search({ query: 'query A { newest { title } }', operationName: 'A' })}&operationName=B`,
    json,
    400,
  ),
  getting('variables by GET that are a list', search({ query: harmless, variables: '[1]' }), json, 400),
  getting('variables by GET that are no JSON', search({ query: harmless, variables: '{' }), json, 400),
  getting('extensions by GET that are no JSON', search({ query: harmless, extensions: '{' }), json, 400),
  getting(
    'a socket',
    '/graphql',
    {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      'sec-websocket-protocol': 'graphql-transport-ws',
    },
    400,
  ),
];

const methods: readonly Attack[] = [
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].map(
    (method): Attack => ({
      how: `the method ${method}`,
      method,
      headers: json,
      status: 405,
      code: 'BAD_REQUEST',
    }),
  ),
  ...['/graphql/', '/GraphQL', '//graphql', '/graphql%2f', '/graphql/x', '/./graphql'].map(
    (path): Attack => ({
      how: `the path ${path}`,
      method: 'POST',
      path,
      headers: json,
      body: sent({ query: harmless }),
      status: 404,
      code: undefined,
    }),
  ),
];

/** More than a small document should be able to ask for. */
const measures: readonly Attack[] = [
  asking('levels', `{ newest ${'{ author { books '.repeat(11)}{ title } ${'} }'.repeat(11)} }`),
  asking(
    'levels through fragments',
    `{ newest { ...F0 } } ${times(25, (i) => `fragment F${i} on Book { author { books { ...F${i + 1} } } }`)} fragment F25 on Book { title }`,
  ),
  asking('levels that are skipped', `{ newest ${'{ author { books '.repeat(11)}@skip(if: true) { title } ${'} }'.repeat(11)} }`),
  asking('aliases', `{ ${times(101, (i) => `a${i}: __typename`)} }`),
  asking('aliases of aliased fields', `{ a: newest { ${times(100, (i) => `b${i}: title`)} } }`),
  asking(
    'aliases through fragments that double',
    `{ newest { ...F0 } } ${times(20, (i) => `fragment F${i} on Book { ...F${i + 1} author { books { ...F${i + 1} } } }`)} fragment F20 on Book { a: title }`,
  ),
  asking('aliases that are skipped', `{ newest @skip(if: true) { ${times(101, (i) => `b${i}: title`)} } }`),
  asking(
    'aliases that a variable leaves out',
    `query($no: Boolean = false) { newest @include(if: $no) { ${times(101, (i) => `b${i}: title`)} } }`,
  ),
  asking('fields at the root', `{ ${times(51, () => '__typename')} }`),
  asking('fields at the root in a fragment', `{ ...F } fragment F on Query { ${times(51, () => '__typename')} }`),
  asking('directives', `{ newest { title ${times(101, () => '@include(if: true)')} } }`),
  asking('directives that mean nothing', `{ newest { title ${times(50, (i) => `@a${i}`)} } }`),
  asking('directives that the graph does not have', '{ ... @defer { newest { title } } }'),
  asking('lists that come bit by bit', '{ me { books(first: 1) @stream { title } } }'),
  asking('words', `{ newest { ${times(15_001, () => 'title')} } }`, 'GRAPHQL_PARSE_FAILED'),
  asking('words in a comment and in commas', `{ newest { ${times(15_001, () => ',title,#x\n')} } }`, 'GRAPHQL_PARSE_FAILED'),
  asking('one field again and again', `{ newest { ${times(2_000, () => 'author { id }')} } }`),
  asking(
    'one field again and again, in fragments',
    `{ newest { ${times(900, (i) => `...F${i}`)} } } ${times(900, (i) => `fragment F${i} on Book { title }`)}`,
  ),
  asking('braces that never end', '{ a'.repeat(7_000), 'GRAPHQL_PARSE_FAILED'),
  asking('brackets that never end', `{ a(b: ${'['.repeat(14_000)}`, 'GRAPHQL_PARSE_FAILED'),
  asking('objects that never end', `{ a(b: ${'{c:'.repeat(4_900)}`, 'GRAPHQL_PARSE_FAILED'),
  asking('types that never end', `query($a: ${'['.repeat(14_000)}Int`, 'GRAPHQL_PARSE_FAILED'),
  asking('a fragment of itself', '{ newest { ...F } } fragment F on Book { author { books { ...F } } }'),
  asking('fragments in a circle', '{ newest { ...F } } fragment F on Book { ...G } fragment G on Book { ...F }'),
  asking('large pages', '{ me { books(first: 1000000) { title } } }', 'OPERATION_TOO_EXPENSIVE'),
  asking(
    'pages of pages',
    '{ me { books(first: 100) { author { books(first: 100) { author { books(first: 100) { title } } } } } } }',
    'OPERATION_TOO_EXPENSIVE',
  ),
  asking('pages in a fragment', '{ me { ...F } } fragment F on Person { books(first: 1000000) { title } }', 'OPERATION_TOO_EXPENSIVE'),
  asking('pages under aliases', `{ me { ${times(20, (i) => `a${i}: books(first: 6000) { title }`)} } }`, 'OPERATION_TOO_EXPENSIVE'),
  asking('pages by a default', 'query($n: Int = 1000000) { me { books(first: $n) { title } } }', 'OPERATION_TOO_EXPENSIVE'),
  post(
    'pages by a variable',
    { query: 'query($n: Int) { me { books(first: $n) { title } } }', variables: { n: 1_000_000 } },
    'OPERATION_TOO_EXPENSIVE',
  ),
  post(
    'pages in an operation that is chosen by name',
    { query: `query A { newest { title } } query B { me { books(first: 1000000) { title } } }`, operationName: 'B' },
    'OPERATION_TOO_EXPENSIVE',
  ),
  asking(
    'levels in an operation that does not run',
    `query A { newest { title } } query B { newest ${'{ author { books '.repeat(11)}{ title } ${'} }'.repeat(11)} }`,
  ),
];

const introspection: readonly Attack[] = [
  '{ __schema { types { name } } }',
  '{ __type(name: "Book") { fields { name } } }',
  '{ a: __type(name: "Book") { name } }',
  '{ ...F } fragment F on Query { __schema { queryType { name } } }',
  '{ ... on Query { ... { __schema { queryType { name } } } } }',
  'query($no: Boolean = false) { newest { title } __schema @include(if: $no) { queryType { name } } }',
  'query A { newest { title } } query B { __schema { queryType { name } } }',
  '{ _service { sdl } }',
  '{ _entities(representations: [{ __typename: "Book" }]) { __typename } }',
].map((query) => asking(`introspection by ${query}`, query));

const bodies: readonly Attack[] = [
  post('a batch', [{ query: harmless }], 'BAD_REQUEST'),
  post('a batch of batches', [[{ query: harmless }]], 'BAD_REQUEST'),
  post('a batch without end', `[${times(500, () => '{"query":"{ newest { title } }"},')}{}]`, 'BAD_REQUEST'),
  post('an empty batch', [], 'BAD_REQUEST'),
  post('two queries of one name', `{"query":"{ newest { title } }","query":"mutation { rename { title } }"}`, 'BAD_REQUEST'),
  post(
    'two queries of one name in two spellings',
    `{"query":"{ newest { title } }","qu\\u0065ry":"mutation { rename { title } }"}`,
    'BAD_REQUEST',
  ),
  post(
    'two variables of one name',
    `{"query":"query($n: Int) { me { books(first: $n) { title } } }","variables":{"n":1,"n":1000000}}`,
    'BAD_REQUEST',
  ),
  post(
    'two operation names',
    `{"query":"query A { newest { title } } mutation B { rename { title } }","operationName":"A","operationName":"B"}`,
    'BAD_REQUEST',
  ),
  post('JSON that goes deep', `{"query":"{ newest { title } }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`, 'BAD_REQUEST'),
  post(
    'lists that go deep',
    `{"query":"{ newest { title } }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    'BAD_REQUEST',
  ),
  post('variables without end', { query: harmless, variables: { a: 'x'.repeat(1_100_000) } }, 'BAD_REQUEST', 413),
  post('variables that are a text', { query: harmless, variables: '{}' }, 'BAD_REQUEST'),
  post('variables that are a list', { query: harmless, variables: [1] }, 'BAD_REQUEST'),
  post('extensions that are a list', { query: harmless, extensions: [] }, 'BAD_REQUEST'),
  post('a query that is a list', { query: [harmless] }, 'BAD_REQUEST'),
  post('a query that is a tree', { query: { kind: 'Document', definitions: [] } }, 'BAD_REQUEST'),
  post('an operation name that is none', { query: harmless, operationName: { a: 1 } }, 'BAD_REQUEST'),
  post(
    'an operation name that the document does not have',
    { query: 'query A { newest { title } }', operationName: '__proto__' },
    'OPERATION_RESOLUTION_FAILURE',
  ),
  post(
    'several operations and no name',
    { query: 'query A { newest { title } } mutation B { rename { title } }' },
    'OPERATION_RESOLUTION_FAILURE',
  ),
  post('two operations without a name', { query: `${harmless} mutation { rename { title } }` }, 'GRAPHQL_VALIDATION_FAILED'),
  post('a type beside an operation', { query: `${harmless} type Book { x: Int }` }, 'GRAPHQL_VALIDATION_FAILED'),
  post('a subscription', { query: 'subscription { newest { title } }' }, 'OPERATION_NOT_SUPPORTED'),
  post('JSON with something behind it', `${sent({ query: harmless })}{}`, 'BAD_REQUEST'),
  post('JSON behind a byte order mark', `\uFEFF${sent({ query: harmless })}`, 'BAD_REQUEST'),
  post('JSON with a zero byte', `${sent({ query: harmless })}\u0000`, 'BAD_REQUEST'),
  post('a text', sent(harmless), 'BAD_REQUEST'),
  post('nothing', '', 'BAD_REQUEST'),
  post('a body that looks compressed', '\u001F\u008B', 'BAD_REQUEST'),
  post(
    'another text than its digest is of',
    { query: harmless, extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } },
    'PERSISTED_QUERY_HASH_MISMATCH',
  ),
  post(
    'a digest that nobody sent',
    { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } },
    'PERSISTED_QUERY_NOT_FOUND',
    200,
  ),
  post(
    'a variable of another type',
    { query: 'query($n: Int) { me { books(first: $n) { title } } }', variables: { n: '1 or 1=1' } },
    'BAD_USER_INPUT',
  ),
  {
    ...post('an answer as a stream of events', { query: harmless }, 'BAD_REQUEST', 406),
    headers: { ...json, accept: 'text/event-stream' },
  },
  {
    ...post('an answer in parts', { query: harmless }, 'BAD_REQUEST', 406),
    headers: { ...json, accept: 'multipart/mixed;subscriptionSpec="1.0"' },
  },
  { ...post('an answer as a page', { query: harmless }, 'BAD_REQUEST', 406), headers: { ...json, accept: 'text/html' } },
];

/** Ways around the rules of the GraphQL endpoint. None gets to a backend. */
export const attacks: readonly Attack[] = [...mediaTypes, ...gets, ...methods, ...measures, ...introspection, ...bodies];
