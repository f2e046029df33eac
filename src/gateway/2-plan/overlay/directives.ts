/** Directives of overlays alone, with their arguments: no composition and no API knows them. */
export const overlayDirectives: ReadonlyMap<string, readonly string[]> = new Map([
  ['lookup', ['most']],
  ['internal', []],
  ['is', ['field']],
  ['source', ['name']],
  ['prefix', ['types', 'fields']],
  ['discriminator', ['field']],
  ['nullIfNotFound', []],
]);
