import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { RE2JS } from 're2js';
import type { SchemaQuestion, SchemaVerdict } from '../../runtime/ports/schemas.ts';

/** A JSON value as schemas are made of. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A schema that cannot be used, by its id. The message names what is wrong in it. */
export class SchemaError extends Error {
  readonly id: string;

  constructor(id: string, message: string) {
    super(message);
    this.name = 'SchemaError';
    this.id = id;
  }
}

/** More of them say no more to a reader. */
const mostFindings = 10;
/** Of one gateway: ways to read its schemas. They stand in documents, unless an expression makes up references. */
const mostValidators = 1_000;

/**
 * Holds texts against JSON Schemas, draft 7, 2019-09 or 2020-12 by what `$schema` says; draft 7 without it. Patterns are read by a linear
 * matcher, since bodies come from outside. Throws SchemaError when a document is no schema.
 */
export function openJsonSchemas(documents: ReadonlyMap<string, unknown>): { validate(question: SchemaQuestion): SchemaVerdict } {
  const validators = new Map<string, ValidateFunction | SchemaVerdict>();
  const validator = (question: SchemaQuestion, document: Json): ValidateFunction | SchemaVerdict => {
    const { schemaId, reference, additionalProperties, ignoreCase } = question;
    const key = JSON.stringify([schemaId, reference, additionalProperties, ignoreCase]);
    const known = validators.get(key);
    if (known !== undefined) return known;
    const made = compiled(document, question);
    if (validators.size >= mostValidators) validators.clear();
    validators.set(key, made);
    return made;
  };
  for (const [id, document] of documents) {
    // A document of several definitions is no schema by itself, and then says nothing that could be wrong.
    const made = compiled(document as Json, { reference: undefined, additionalProperties: undefined, ignoreCase: false });
    if (typeof made !== 'function' && made.kind === 'unusable') throw new SchemaError(id, made.why);
  }
  return {
    validate(question) {
      const document = documents.get(question.schemaId);
      if (document === undefined) return { kind: 'unknown' };
      const made = validator(question, document as Json);
      if (typeof made !== 'function') return made;
      const value = parsed(question.body);
      if (value === undefined) return { kind: 'invalid', findings: [{ path: '', problem: 'is no JSON' }] };
      if (made(question.ignoreCase ? lowerCased(value) : value)) return { kind: 'valid' };
      const findings = (made.errors ?? []).slice(0, mostFindings);
      return {
        kind: 'invalid',
        findings: findings.map(({ instancePath, keyword, params }) => ({ path: instancePath, problem: problem(keyword, params) })),
      };
    },
  };
}

function compiled(
  document: Json,
  { reference, additionalProperties, ignoreCase }: Pick<SchemaQuestion, 'reference' | 'additionalProperties' | 'ignoreCase'>,
): ValidateFunction | SchemaVerdict {
  const target = reference === undefined ? document : at(document, reference);
  if (target === undefined) return { kind: 'no-definition' };
  if (!isObject(target) && typeof target !== 'boolean') return { kind: 'unusable', why: 'it is neither an object nor true or false' };
  const schema = changed(document, { additionalProperties, ignoreCase });
  try {
    const ajv = engineFor(document);
    if (reference === undefined) return ajv.compile(schema as object);
    ajv.addSchema(schema as object, 'document:');
    return ajv.compile({ $ref: `document:${reference}` });
  } catch (error) {
    return { kind: 'unusable', why: error instanceof Error ? error.message : 'it cannot be read' };
  }
}

const options: Options = {
  // Documents of OpenAPI and of API Management have more in them than JSON Schema knows.
  strict: false,
  // One finding is enough to refuse, and a body could be made to have very many.
  allErrors: false,
  logger: false,
  code: { regExp: Object.assign((pattern: string) => linear(pattern), { code: '' }) },
};

/** A pattern whose time grows with the text and no faster. */
function linear(pattern: string): { test(text: string): boolean } {
  const compiledPattern = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiledPattern.matcher(text).find() };
}

function engineFor(document: Json): Ajv {
  const dialect = isObject(document) && typeof document['$schema'] === 'string' ? document['$schema'] : '';
  const ajv = dialect.includes('2020-12') ? new Ajv2020(options) : dialect.includes('2019-09') ? new Ajv2019(options) : new Ajv(options);
  // The fast ones do not backtrack over long texts.
  formats.default(ajv, { mode: 'fast' });
  return ajv;
}

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a JSON pointer in a fragment (RFC 6901 §6); undefined when nothing does. */
function at(document: Json, reference: string): Json | undefined {
  if (!/^#(?:\/|$)/.test(reference)) return undefined;
  let value: Json | undefined = document;
  for (const step of reference.split('/').slice(1)) {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A copy of a schema with other rules on properties. */
function changed(value: Json, rules: Pick<SchemaQuestion, 'additionalProperties' | 'ignoreCase'>): Json {
  if (Array.isArray(value)) return value.map((each) => changed(each as Json, rules));
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const [name, each] of Object.entries(value)) {
    if (rules.ignoreCase && name === 'required' && Array.isArray(each))
      define(
        copy,
        name,
        each.map((one) => (typeof one === 'string' ? one.toLowerCase() : one)),
      );
    else if (name === 'properties' && isObject(each)) define(copy, name, properties(each, rules));
    else define(copy, name, name === 'enum' || name === 'const' || name === 'default' || name === 'examples' ? each : changed(each, rules));
  }
  if (rules.additionalProperties === true) {
    delete copy['additionalProperties'];
    delete copy['unevaluatedProperties'];
  }
  if (rules.additionalProperties === false && isObject(copy['properties'])) copy['additionalProperties'] = false;
  return copy;
}

function properties(each: Readonly<Record<string, Json>>, rules: Pick<SchemaQuestion, 'additionalProperties' | 'ignoreCase'>): Json {
  const copy: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(each)) define(copy, rules.ignoreCase ? name.toLowerCase() : name, changed(schema, rules));
  return copy;
}

/** Sets a property whatever its name is: `__proto__` is one like any other. */
const define = (object: Record<string, Json>, name: string, value: Json): void => {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
};

function lowerCased(value: Json): Json {
  if (Array.isArray(value)) return value.map((each) => lowerCased(each as Json));
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const [name, each] of Object.entries(value)) define(copy, name.toLowerCase(), lowerCased(each));
  return copy;
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** What is wrong, by the keyword of the schema. Names of the schema's own may stand in it, nothing of the body's values. */
function problem(keyword: string, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case 'required':
      return `lacks the property ${String(params['missingProperty'])}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'has a property that the schema does not name';
    case 'type':
      return `is not of the type ${String(params['type'])}`;
    case 'format':
      return `does not have the format ${String(params['format'])}`;
    case 'false schema':
      return 'may not be there';
    default:
      return `breaks the rule ${keyword}`;
  }
}
