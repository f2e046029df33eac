import type { Text, ValueMap } from './value.ts';

/** A resource of an API Management service, whatever form of export it stood in. */
export interface ExportedResource {
  /** Its type below the service in lower case: `apis/operations`; empty for the service itself. */
  readonly kind: string;
  /** The same as it is spelled, for messages. */
  readonly type: string;
  /** Its names below the service, one for each part of the type. */
  readonly names: readonly string[];
  readonly properties: ValueMap;
  /** Members beside the properties, as `identity` of the service. */
  readonly whole: ValueMap;
  /** Where it stood, for people: `template.json: resources[3]`, `apis/orders/policy.xml`. */
  readonly where: string;
}

/** What was read. */
export interface ApimExport {
  readonly kind: 'arm' | 'apiops';
  readonly resources: readonly ExportedResource[];
}

/** A resource whose name is not known, so it cannot be referred to. */
export interface NamelessResource {
  readonly type: string;
  readonly name: Text;
  readonly where: string;
}

/** Those of a kind. */
export const ofKind = ({ resources }: ApimExport, kind: string): readonly ExportedResource[] =>
  resources.filter((resource) => resource.kind === kind);

/** Those of a kind below the resource with these names. */
export const below = (from: ApimExport, kind: string, names: readonly string[]): readonly ExportedResource[] =>
  ofKind(from, kind).filter((resource) => names.every((name, at) => resource.names[at]?.toLowerCase() === name.toLowerCase()));
