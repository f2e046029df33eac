import { isObject, type Json, listIn, memberOf, objectIn, textIn } from './json.ts';

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);

/** A description in Swagger 2.0 as one in OpenAPI 3.0, as far as it is read: paths, parameters, bodies, answers, types and security. */
export function fromSwagger(root: Json): Json {
  const moved = withMovedRefs(root) as Json;
  const paths = Object.entries(objectIn(moved, 'paths')).map(([path, item]) => [path, isObject(item) ? pathItem(item, moved) : item]);
  const schemes = listIn(moved, 'schemes').map(String);
  const scheme = schemes.includes('https') ? 'https' : (schemes[0] ?? 'https');
  const host = textIn(moved, 'host');
  return {
    openapi: '3.0.3',
    info: moved['info'],
    ...(host === undefined ? {} : { servers: [{ url: `${scheme}://${host}${textIn(moved, 'basePath') ?? ''}` }] }),
    paths: Object.fromEntries(paths),
    components: {
      schemas: objectIn(moved, 'definitions'),
      parameters: Object.fromEntries(
        Object.entries(objectIn(moved, 'parameters')).map(([name, each]) => [name, isObject(each) ? parameter(each) : each]),
      ),
      responses: Object.fromEntries(
        Object.entries(objectIn(moved, 'responses')).map(([name, each]) => [name, isObject(each) ? response(each, moved) : each]),
      ),
      securitySchemes: Object.fromEntries(
        Object.entries(objectIn(moved, 'securityDefinitions')).map(([name, each]) => [name, isObject(each) ? security(each) : each]),
      ),
    },
    ...(Array.isArray(moved['security']) ? { security: moved['security'] } : {}),
  };
}

function withMovedRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMovedRefs);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    name === '$ref' && typeof each === 'string'
      ? each.replace('#/definitions/', '#/components/schemas/').replace(/#\/(parameters|responses)\//, '#/components/$1/')
      : withMovedRefs(each),
  ]);
  return Object.fromEntries(entries);
}

function pathItem(item: Json, root: Json): Json {
  return Object.fromEntries(
    Object.entries(item).map(([name, each]) => [
      name,
      methods.has(name) && isObject(each)
        ? operation(each, root)
        : name === 'parameters' && Array.isArray(each)
          ? each.map((one) => (isObject(one) ? parameter(one) : one))
          : each,
    ]),
  );
}

function operation(each: Json, root: Json): Json {
  const all = listIn(each, 'parameters').filter(isObject);
  // A body may be kept among the shared parameters.
  const followed = all.map((one) => ({ one, known: shared(one, root) }));
  const body = followed.find(({ known }) => known['in'] === 'body')?.known;
  const form = followed.filter(({ known }) => known['in'] === 'formData').map(({ known }) => known);
  const rest = followed.filter(({ known }) => known['in'] !== 'body' && known['in'] !== 'formData').map(({ one }) => parameter(one));
  const types = typesIn(each, root, 'consumes');
  const responses = Object.entries(objectIn(each, 'responses')).map(([status, one]) => [
    status,
    isObject(one) && one['$ref'] === undefined ? response(one, { ...root, ...each }) : one,
  ]);
  return {
    ...each,
    parameters: rest,
    ...(body === undefined ? {} : { requestBody: { required: body['required'] === true, content: contents(types, body['schema']) } }),
    ...(form.length === 0 ? {} : { requestBody: { required: true, content: formContent(types, form) } }),
    responses: Object.fromEntries(responses),
  };
}

function shared(one: Json, root: Json): Json {
  const ref = textIn(one, '$ref');
  const name = ref === undefined ? undefined : /^#\/components\/parameters\/(.+)$/.exec(ref)?.[1];
  return name === undefined ? one : objectIn(objectIn(root, 'parameters'), name);
}

const typesIn = (each: Json, root: Json, name: string): readonly string[] => {
  const own = listIn(each, name).map(String);
  const all = own.length > 0 ? own : listIn(root, name).map(String);
  return all.length > 0 ? all : ['application/json'];
};

const contents = (types: readonly string[], schema: unknown): Json => Object.fromEntries(types.map((type) => [type, { schema }]));

function formContent(types: readonly string[], fields: readonly Json[]): Json {
  const named = fields.map((field) => [textIn(field, 'name') ?? '', schemaOf(field)]);
  const required = fields.filter((field) => field['required'] === true).map((field) => textIn(field, 'name') ?? '');
  const isFile = fields.some((field) => field['type'] === 'file');
  const type = isFile ? 'multipart/form-data' : (types.find((each) => each.includes('form')) ?? 'application/x-www-form-urlencoded');
  return { [type]: { schema: { type: 'object', properties: Object.fromEntries(named), required } } };
}

/** What Swagger says of a parameter itself, as its schema. */
function schemaOf(one: Json): Json {
  const kept = ['type', 'format', 'items', 'enum', 'default', 'minimum', 'maximum', 'description'];
  return Object.fromEntries(kept.flatMap((name) => (memberOf(one, name) === undefined ? [] : [[name, one[name]]])));
}

function parameter(one: Json): Json {
  if (one['$ref'] !== undefined || one['in'] === 'body') return one;
  const style = one['collectionFormat'] === 'multi' ? { explode: true } : { explode: false };
  return { ...one, schema: schemaOf(one), ...(one['type'] === 'array' ? style : {}) };
}

function response(one: Json, owner: Json): Json {
  return one['schema'] === undefined ? one : { ...one, content: contents(typesIn(owner, owner, 'produces'), one['schema']) };
}

const flows: Readonly<Record<string, string>> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
  implicit: 'implicit',
  password: 'password',
};

function security(one: Json): Json {
  if (one['type'] === 'basic') return { type: 'http', scheme: 'basic' };
  if (one['type'] !== 'oauth2') return one;
  const { authorizationUrl, tokenUrl, scopes } = one;
  return { type: 'oauth2', flows: { [flows[String(one['flow'])] ?? 'implicit']: { authorizationUrl, tokenUrl, scopes } } };
}
