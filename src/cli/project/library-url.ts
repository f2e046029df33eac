/** The URL of a module of this installation: the same files that the running program uses, so that classes and symbols are the same. */
export function libraryUrl(module: string): string {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return new URL(`../../${module}${extension}`, import.meta.url).href;
}
