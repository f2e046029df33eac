import { gaps } from '../gaps.ts';
import { below, type ExportedResource } from '../resource.ts';
import type { ApiRoom } from './apis.ts';
import type { Draft } from './draft.ts';
import { type Guard, guardText, OPERATION_VARIABLE } from './guard.ts';
import { inheriting, merged, type OperationWrapping, type Parsed, parsed, refusing, type Wrapping, wrappingsOf } from './merge.ts';
import { type Operation, operationsOf } from './operations.ts';
import { policyText } from './policy-text.ts';

/** The document of an API: its own policies, what API Management does by itself for it, and the policies of its operations. */
export function documentOf(resource: ExportedResource, name: string, facts: Pick<Guard, 'path' | 'keys'>, room: ApiRoom): string {
  const {
    names: [id = ''],
    where,
  } = resource;
  const { from, draft } = room;
  const operations = operationsOf(from, id);
  if (operations === undefined) draft.gaps.add(gaps.operationsUnknown, where, { api: name });
  const [own] = below(from, 'apis/policies', [id]);
  const what = { what: `the API \`${name}\``, file: `policies/apis/${name}.xml` };
  const text = own === undefined ? inheriting : policyText(own, what, draft);
  if (text === undefined) return refusing;
  const api = parsed(text);
  if (api === undefined) {
    // It will not compile as it is, so nothing is served by it.
    draft.gaps.add(gaps.policyBroken, own?.where ?? where, { what: what.what });
    return text;
  }
  const { wrapped, withheld } = wrappings(id, { name, api, operations: operations ?? [] }, room);
  return merged(api, guardText({ ...facts, operations, withheld }), wrapped);
}

interface Wrappings {
  readonly wrapped: OperationWrapping[];
  /** Operations whose policies are lost. */
  readonly withheld: string[];
}

interface ApiAt {
  readonly name: string;
  readonly api: Parsed;
  readonly operations: readonly Operation[];
}

function wrappings(id: string, { name, api, operations }: ApiAt, { from, draft }: ApiRoom): Wrappings {
  const found: Wrappings = { wrapped: [], withheld: [] };
  for (const resource of below(from, 'apis/operations/policies', [id])) {
    const {
      names: [, operation = ''],
      where,
    } = resource;
    const known = operations.find((one) => one.id.toLowerCase() === operation.toLowerCase());
    const parts = known === undefined ? 'the export does not say which requests belong to it' : partsOf(resource, { name, api }, draft);
    if (known !== undefined && typeof parts !== 'string') found.wrapped.push({ id: known.id, wrappings: parts });
    else if (typeof parts === 'string') {
      draft.gaps.add(gaps.operation, where, { operation, api: name, why: parts, variable: OPERATION_VARIABLE });
      if (known !== undefined) found.withheld.push(known.id);
    }
  }
  return found;
}

/** What the document of an operation adds, or why that cannot be said. */
function partsOf(resource: ExportedResource, { name, api }: Pick<ApiAt, 'name' | 'api'>, draft: Draft): readonly Wrapping[] | string {
  const what = { what: `the operation \`${resource.names[1] ?? ''}\``, file: `policies/apis/${name}.xml` };
  const text = policyText(resource, what, draft);
  const document = text === undefined ? undefined : parsed(text);
  if (document === undefined) return text === undefined ? 'their text is not in the export' : 'the document is not sound';
  const parts = wrappingsOf(document);
  const differs = document.dialect !== api.dialect && hasExpression(document) && hasExpression(api);
  return differs && parts.length > 0 ? 'its expressions are escaped in another way than those of the API' : parts;
}

const hasExpression = ({ text }: Parsed): boolean => /@[({]/.test(text);
