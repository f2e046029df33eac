import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EmittedModule } from '../../compiler/3-emit/document/emit-document.ts';
import { print } from '../../compiler/3-emit/print.ts';
import { type CompiledDocument, moduleName } from '../../compiler/compile-project.ts';
import type { Source } from '../../diagnostics/source.ts';
import { type FragmentModule, type HandlerModule, handlerVersion } from '../../runtime/handler.ts';
import { libraryUrl } from './library-url.ts';

/** A handler module came from another version of the compiler, or is no handler at all. */
export class HandlerRefused extends Error {
  override readonly name = 'HandlerRefused';
}

/**
 * Writes compiled documents as JavaScript into a folder and imports them. Files are named by what they hold and what they import,
 * so a document that did not change is not imported again, and a changed fragment changes every handler that includes it.
 */
export class HandlerLoader {
  readonly #folder: string;
  /** By what was compiled: an unchanged document is the same object again. */
  readonly #printed = new WeakMap<EmittedModule, { readonly imports: string; readonly file: string }>();
  readonly #loaded = new Map<string, Promise<HandlerModule | FragmentModule>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The modules by document name, in the given order, which must be the compiler's: callees first. */
  async load(documents: readonly CompiledDocument[]): Promise<ReadonlyMap<string, HandlerModule>> {
    const files = new Map<string, string>();
    const modules = new Map<string, HandlerModule>();
    for (const { document, module } of documents) {
      if (module === undefined) continue;
      const specifier = (wanted: string): string => files.get(wanted) ?? libraryUrl(wanted);
      const file = this.#fileOf(module, document.source, specifier);
      files.set(moduleName(document.name), `./${file}`);
      const loaded = await this.#import(file);
      if (document.scope !== 'fragment') modules.set(document.name, asHandler(loaded, document.source.file));
    }
    return modules;
  }

  /** Prints a handler, unless the same, with the same imports, was printed before. */
  #fileOf(module: EmittedModule, source: Source, specifier: (module: string) => string): string {
    const imports = module.imports.map((each) => specifier(each.module)).join('\n');
    const known = this.#printed.get(module);
    if (known?.imports === imports) return known.file;
    const body = print(module, source, 'js', specifier, placeholder);
    const hash = createHash('sha256').update(body.text).digest('hex').slice(0, 24);
    // Not `.js`, which the package.json of a folder above could declare to be CommonJS.
    const file = `${hash}.mjs`;
    if (!this.#loaded.has(file)) this.#write(file, withMap(body.text, file), body.map);
    this.#printed.set(module, { imports, file });
    return file;
  }

  #write(file: string, text: string, map: string): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, file);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text, { mode: 0o600 });
    writeFileSync(`${path}.map`, map, { mode: 0o600 });
  }

  #import(file: string): Promise<HandlerModule | FragmentModule> {
    const known = this.#loaded.get(file);
    if (known !== undefined) return known;
    const path = join(this.#folder, file);
    const loading = import(/* @vite-ignore */ pathToFileURL(path).href) as Promise<HandlerModule | FragmentModule>;
    this.#loaded.set(file, loading);
    return loading;
  }
}

/** What a handler is called until its text, which decides its name, is known. */
const placeholder = 'handler.mjs';

/** Names the map in the last line; the text above is the document's and may say anything. */
const withMap = (text: string, file: string): string => `${text.slice(0, text.lastIndexOf(`${placeholder}.map`))}${file}.map\n`;

function asHandler(module: HandlerModule | FragmentModule, document: string): HandlerModule {
  if (module.meta?.version !== handlerVersion)
    throw new HandlerRefused(`the handler of ${document} was compiled for another version of the runtime; compile it again`);
  return module as HandlerModule;
}
