import { type ASTNode, type DocumentNode, type GraphQLError, print, type Source, visit } from 'graphql';
import type { SchemaPlace } from './composition-failure.ts';
import { hasFields } from './written/definitions.ts';

/** A schema file that was parsed. */
export interface ReadSchema {
  /** The subgraph's. */
  readonly name: string;
  readonly file: string;
  readonly source: Source;
  /** As it goes into composition; undefined where it did not get that far. */
  readonly typeDefs: DocumentNode | undefined;
}

/** Finds where in schema files that stands which composition is not content with. */
export class CompositionPlaces {
  readonly #schemas: readonly ReadSchema[];

  constructor(schemas: readonly ReadSchema[]) {
    this.#schemas = schemas;
  }

  /** Nothing where the node is of no file. */
  ofNode({ loc }: ASTNode): readonly SchemaPlace[] {
    const schema = this.#schemas.find(({ source }) => source === loc?.source);
    if (loc === undefined || schema === undefined) return [];
    const { line, column } = loc.startToken;
    return [{ subgraph: schema.name, file: schema.file, line, column, start: loc.start, end: loc.end }];
  }

  /** The nearest that can be told. Nothing where the error is about the whole. */
  ofError(error: GraphQLError): readonly SchemaPlace[] {
    const nodes = error.nodes ?? [];
    const placed = nodes.flatMap((node) => this.ofNode(node));
    if (placed.length > 0) return placed;
    const syntax = this.#position(error);
    if (syntax.length > 0) return syntax;
    // What composition validates was written anew by itself, and has no places; the same words stand in the file.
    const [, subgraph] = /^\[([^\]]*)\] /.exec(error.message) ?? [];
    const own = this.#schemas.filter(({ name }) => subgraph === undefined || name === subgraph);
    const found = nodes.flatMap((node) => this.#sameWords(node, own)).slice(0, 1);
    if (found.length > 0) return found;
    const named = this.#named(error.message, own);
    if (named.length > 0 || subgraph === undefined) return named;
    return this.ofFile(subgraph);
  }

  /** The start of a subgraph's file. */
  ofFile(subgraph: string): readonly SchemaPlace[] {
    const own = this.#schemas.filter(({ name }) => name === subgraph);
    return own.map(({ name, file }) => ({ subgraph: name, file, line: 1, column: 1, start: 0, end: 0 }));
  }

  /** The whole file that a place is in. */
  text(place: SchemaPlace | undefined): string {
    return this.#schemas.find(({ file }) => file === place?.file)?.source.body ?? '';
  }

  /** Where a field stands that no plan reaches: what cannot be satisfied is told of a query, which stands nowhere. */
  ofMissedField(message: string): SchemaPlace | undefined {
    const [, type, name] = /cannot find field "(\w+)\.(\w+)"/.exec(message) ?? [];
    for (const { typeDefs } of this.#schemas)
      for (const each of typeDefs?.definitions ?? []) {
        const field = hasFields(each) && each.name.value === type ? each.fields?.find((own) => own.name.value === name) : undefined;
        const [place] = field === undefined ? [] : this.ofNode(field.name);
        if (place !== undefined) return place;
      }
    return undefined;
  }

  /** Syntax errors have a position and no node. */
  #position({ source, positions, locations }: GraphQLError): readonly SchemaPlace[] {
    const schema = this.#schemas.find((each) => each.source === source);
    const [start] = positions ?? [];
    const [location] = locations ?? [];
    if (schema === undefined || start === undefined || location === undefined) return [];
    const end = Math.min(start + 1, schema.source.body.length);
    return [{ subgraph: schema.name, file: schema.file, line: location.line, column: location.column, start, end }];
  }

  #sameWords(wanted: ASTNode, schemas: readonly ReadSchema[]): readonly SchemaPlace[] {
    const words = print(wanted);
    for (const { typeDefs } of schemas) {
      let found: readonly SchemaPlace[] = [];
      if (typeDefs !== undefined)
        visit(typeDefs, {
          enter: (node) => {
            if (found.length > 0) return false;
            if (node.kind === wanted.kind && print(node) === words) found = this.ofNode(node);
            return undefined;
          },
        });
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The definition of the first type or directive that a message names. */
  #named(message: string, schemas: readonly ReadSchema[]): readonly SchemaPlace[] {
    const [, name] = /\b(?:[Tt]ype|directive) "@?(\w+)"/.exec(message) ?? [];
    const definitions = schemas.flatMap(({ typeDefs }) => typeDefs?.definitions ?? []);
    const found = definitions.find((each) => 'name' in each && each.name?.value === name);
    return found !== undefined && 'name' in found && found.name !== undefined ? this.ofNode(found.name) : [];
  }
}
