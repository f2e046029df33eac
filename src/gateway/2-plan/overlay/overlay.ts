import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Selected } from './selected.ts';

/**
 * The schema of a plain GraphQL API, as its author wants it in the graph: the part of it that is wanted, with the names that it has
 * there, and the fields by which its entities are fetched. "Remote" names are the API's own.
 */
export interface Overlay {
  /** For composition: Federation 2, the overlay's own directives taken out. Nodes keep their places in the file. */
  readonly composed: DocumentNode;
  /** With the graph's names. */
  readonly schema: GraphQLSchema;
  /** The API as it is, in SDL: what requests to it can be held against. */
  remoteSdl(): string;
  readonly names: Names;
  /** What `_entities` can be asked for, by type. */
  readonly entities: ReadonlyMap<string, Entity>;
  /** How JSON is read that no GraphQL API wrote; only of REST services. */
  readonly json: JsonForms;
  /** Keys that nothing fetches, such as "`id` of `User`". */
  readonly unfetched: readonly string[];
}

/** What the schema of a REST service says of its JSON. */
export interface JsonForms {
  /** By interface or union: the member of an object that tells of which of its types it is. */
  readonly discriminators: ReadonlyMap<string, string>;
  /** By `Type.field`: which field of the object it is, where a text or number stands in place of the object. */
  readonly references: ReadonlyMap<string, string>;
  /** `Type.field` of what is null where the backend has it not. */
  readonly nullIfNotFound: ReadonlySet<string>;
}

/** Names in the graph and the API's own. Only those that differ are listed. */
export interface Names {
  /** Types, by the graph's name. */
  readonly types: ReadonlyMap<string, string>;
  /** Fields of objects and interfaces, by `Type.field` in the graph's names. */
  readonly fields: ReadonlyMap<string, string>;
  /** Arguments, by `Type.field.argument`. */
  readonly arguments: ReadonlyMap<string, string>;
  /** Fields of inputs, by `Input.field`. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Values of enums, by `Enum.VALUE`. */
  readonly values: ReadonlyMap<string, string>;
}

/** A type with at least one key that a look-up takes. */
export interface Entity {
  readonly name: string;
  readonly remoteName: string;
  /** An interface: whatever implements it is meant. */
  readonly isAbstract: boolean;
  /** The better first: those that take lists. */
  readonly lookUps: readonly LookUp[];
}

/** A field of the query type that fetches entities of one type by one of their keys. */
export interface LookUp {
  /** The graph's name. */
  readonly field: string;
  readonly remoteField: string;
  /** It returns an interface or a union, of which the type is one. */
  readonly narrows: boolean;
  readonly arguments: readonly LookUpArgument[];
  /** It takes a list of keys and returns a list. */
  readonly list: { readonly argument: LookUpArgument; readonly most: number } | undefined;
}

/** An argument that is filled from a representation. */
export interface LookUpArgument {
  readonly name: string;
  /** In the API's names, such as `ID!`. */
  readonly type: string;
  /** A value of the graph as the API takes it. */
  remote(value: unknown): unknown;
  readonly selected: Selected;
}
