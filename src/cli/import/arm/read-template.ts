import { createHash } from 'node:crypto';
import type { ExportedResource, NamelessResource } from '../resource.ts';
import {
  isList,
  isMap,
  joined,
  knownAt,
  listAt,
  mapAt,
  mapOf,
  member,
  partsOf,
  shown,
  type Text,
  textAt,
  Unknown,
  type Value,
  type ValueMap,
} from '../value.ts';
import { Scope } from './scope.ts';

/** What a template is read with. */
export interface TemplateReading {
  /** Values of parameters, by name in lower case. */
  readonly given: ReadonlyMap<string, Value>;
  readonly surroundings: ReadonlyMap<string, string>;
  /** A resource of the service. */
  resource(resource: ExportedResource): void;
  nameless(resource: NamelessResource): void;
  /** Resources of other services, which are not imported. */
  other(type: string, where: string): void;
  /** One that is deployed only under a condition that is not known. */
  conditional(type: string, where: string): void;
  /** Something that cannot be worked out. */
  fault(text: string, where: string): void;
}

const SERVICE = 'microsoft.apimanagement/service';
const DEPLOYMENT = 'microsoft.resources/deployments';
const deepest = 20;

/** Whether a JSON document is a template: it has resources, in a list or by symbolic name. */
export const isTemplate = (json: Value): json is ValueMap =>
  isMap(json) && (isList(member(json, 'resources')) || (isMap(member(json, 'resources')) && typeof member(json, '$schema') === 'string'));

/** Reads the resources of a template, with those inside of others and those of its modules. */
export function readTemplate(template: ValueMap, where: string, reading: TemplateReading, depth = 0): ReadTemplate {
  if (depth > deepest) {
    reading.fault('modules lie too deep in each other', where);
    return { outputs: () => mapOf([]) };
  }
  const deployments = new Map<string, ReadTemplate>();
  const scope: Scope = new Scope({
    template,
    given: reading.given,
    surroundings: reading.surroundings,
    outputs: (name) => deployments.get(deploymentKey(name))?.outputs(),
    report: (fault) => reading.fault(fault, where),
  });
  const module = (resource: ValueMap, place: string, symbol: string | undefined): void => {
    const read = readModule(resource, place, { scope, reading, depth, template });
    const name = textAt(mapOf([['name', scope.value(member(resource, 'name') ?? '')]]), 'name');
    if (name !== undefined) deployments.set(deploymentKey(name), read);
    if (symbol !== undefined) deployments.set(symbol.toLowerCase(), read);
  };
  // What modules give is read by resources that stand before them, too.
  const listed = resourcesIn(template, where);
  for (const { raw, place, symbol } of listed) if (isDeployment(raw)) module(raw, place, symbol);
  for (const { raw, place } of listed) if (!isDeployment(raw)) readResource(raw, place, undefined, { scope, reading });
  return {
    outputs: () =>
      mapOf(
        Object.entries(mapAt(template, 'outputs')).map(([name, output]): [string, Value] => [
          name,
          mapOf([['value', scope.value(member(output, 'value') ?? null)]]),
        ]),
      ),
  };
}

/** A template that was read, with what it gives to others. */
export interface ReadTemplate {
  outputs(): ValueMap;
}

interface Listed {
  readonly raw: ValueMap;
  readonly place: string;
  readonly symbol: string | undefined;
}

function resourcesIn(template: ValueMap, where: string): readonly Listed[] {
  const resources = member(template, 'resources');
  if (isMap(resources))
    return Object.entries(resources).flatMap(([symbol, raw]) =>
      isMap(raw) && member(raw, 'existing') !== true ? [{ raw, place: `${where}: resources.${symbol}`, symbol }] : [],
    );
  return listAt(template, 'resources').flatMap((raw, at) =>
    isMap(raw) ? [{ raw, place: `${where}: resources[${at}]`, symbol: undefined }] : [],
  );
}

const isDeployment = (raw: ValueMap): boolean => knownAt(raw, 'type')?.toLowerCase() === DEPLOYMENT;

/** The name of a deployment, whether it was given by itself or at the end of an id. */
const deploymentKey = (name: Text): string =>
  shown(name)
    .replace(/^.*\/deployments\//i, '')
    .toLowerCase();

interface Inside {
  readonly scope: Scope;
  readonly reading: TemplateReading;
}

/** A module: Bicep makes a nested deployment with a template inside of it. */
function readModule(
  raw: ValueMap,
  place: string,
  { scope, reading, depth, template: outer }: Inside & { readonly depth: number; readonly template: ValueMap },
): ReadTemplate {
  const template = member(raw, 'properties', 'template');
  if (!isMap(template)) {
    reading.fault('the deployment links to a template that is not in the export', place);
    return { outputs: () => mapOf([]) };
  }
  const condition = scope.value(member(raw, 'condition') ?? true);
  if (condition === false) return { outputs: () => mapOf([]) };
  const inner = knownAt(raw, 'properties', 'expressionEvaluationOptions', 'scope')?.toLowerCase() === 'inner';
  const given = Object.entries(mapAt(raw, 'properties', 'parameters')).map(([name, parameter]): [string, Value] => {
    const value = member(parameter, 'value');
    return [name.toLowerCase(), value === undefined ? new Unknown(`parameters('${name}')`, [name], true) : scope.value(value)];
  });
  if (inner) return readTemplate(template, place, { ...reading, given: new Map(given) }, depth + 1);
  // Without a scope of its own, a nested template speaks of what is outside.
  const around = ['parameters', 'variables'].map((name): [string, Value] => [name, mapAt(outer, name)]);
  return readTemplate(mapOf([...Object.entries(template), ...around]), place, reading, depth + 1);
}

interface Parent {
  readonly type: string;
  readonly name: Text;
}

function readResource(raw: ValueMap, place: string, parent: Parent | undefined, inside: Inside): void {
  const { scope, reading } = inside;
  for (const turn of scope.turns(member(raw, 'copy'))) {
    const where = turn === undefined ? place : `${place} (turn ${turn})`;
    const condition = scope.value(member(raw, 'condition') ?? true);
    if (condition === false) continue;
    const own = knownAt(raw, 'type') ?? '';
    const type = parent === undefined || own.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`) ? own : `${parent.type}/${own}`;
    const name = fullName(scope.value(member(raw, 'name') ?? ''), type, parent);
    if (!`${type.toLowerCase()}/`.startsWith(`${SERVICE}/`)) reading.other(type, where);
    else {
      if (condition !== true) reading.conditional(type, where);
      pass(type, name, raw, where, inside);
    }
    listAt(raw, 'resources').forEach((child, at) => {
      if (isMap(child)) readResource(child, `${where}.resources[${at}]`, { type, name }, inside);
    });
  }
}

/** Names of children are relative to the resource that they stand in, unless they have a part for each part of the type. */
function fullName(name: Value, type: string, parent: Parent | undefined): Text {
  const own: Text = typeof name === 'string' ? name : (textAt(mapOf([['name', name]]), 'name') ?? '');
  if (parent === undefined || segmentsOf(own).length === type.split('/').length - 1) return own;
  return joined([parent.name, '/', own]);
}

function pass(type: string, name: Text, raw: ValueMap, where: string, { scope, reading }: Inside): void {
  const names = segmentsOf(name).slice(1).map(distinct);
  const kind = type.split('/').slice(2).join('/');
  // The name of the service itself matters to nothing.
  const known = names.filter((one): one is string => typeof one === 'string');
  if (known.length < names.length) {
    reading.nameless({ type, name, where });
    return;
  }
  const { resources: _, ...own } = raw;
  const whole = scope.value(mapOf(Object.entries(own).filter(([member]) => member !== 'copy' && member !== 'dependsOn')));
  reading.resource({
    kind: kind.toLowerCase(),
    type: kind,
    names: known,
    properties: mapAt(whole, 'properties'),
    whole: isMap(whole) ? whole : mapOf([]),
    where,
  });
}

/** A name that Azure makes up only has to differ from others: one from a digest of its expression does so, too. */
const distinct = (name: Text): Text =>
  name instanceof Unknown && /^(?:guid|uniqueString|newGuid)\(/i.test(name.expression)
    ? createHash('sha256').update(name.expression).digest('hex').slice(0, 13)
    : name;

/** The parts of a name between its slashes; those with something unknown in them stay as they are. */
function segmentsOf(name: Text): readonly Text[] {
  const segments: Text[][] = [[]];
  for (const part of partsOf(name)) {
    if (typeof part !== 'string') {
      segments.at(-1)?.push(part);
      continue;
    }
    part.split('/').forEach((piece, at) => {
      if (at > 0) segments.push([]);
      segments.at(-1)?.push(piece);
    });
  }
  return segments.map(joined);
}
