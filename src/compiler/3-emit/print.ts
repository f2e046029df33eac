import { addMapping, GenMapping, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping';
import type { Source } from '../../diagnostics/source.ts';
import type { EmittedModule } from './document/emit-document.ts';
import { quote } from './document/quote.ts';
import type { Import, Piece } from './pieces.ts';

export interface Printed {
  readonly text: string;
  /** Source map version 3, as JSON text. */
  readonly map: string;
}

/** How a module of ours, or another document's handler (`@/fragments/x`), is named in an import. */
export type Specifier = (module: string) => string;

const firstWords = '// Compiled by fedpass from ';

/** Whether a text was printed here, by this version or another. */
export const isCompiled = (text: string): boolean => text.startsWith(firstWords);

/** Prints a handler as TypeScript, or, leaving the types out, as the JavaScript that runs. Nothing is transpiled in between. */
export function print(module: EmittedModule, source: Source, language: 'ts' | 'js', specifier: Specifier, file: string): Printed {
  const map = new GenMapping({ file });
  setSourceContent(map, source.file, source.text);
  const header = `${firstWords}${oneLine(source.file)}. Do not edit: change the document.\n${imports(module.imports, language, specifier)}\n`;
  const text = write(map, header, module.pieces, source, language);
  const mapFile = `${file.split('/').at(-1) ?? file}.map`;
  return { text: `${text}//# sourceMappingURL=${encodeURIComponent(mapFile)}\n`, map: JSON.stringify(toEncodedMap(map)) };
}

/** A file's name for a comment: a name may hold what ends a line. */
const oneLine = (file: string): string =>
  file.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

function write(map: GenMapping, header: string, pieces: readonly Piece[], source: Source, language: 'ts' | 'js'): string {
  let out = header;
  let line = header.split('\n').length;
  let column = 0;
  for (const piece of pieces) {
    if (piece.typeOnly === true && language === 'js') continue;
    if (piece.span !== undefined) {
      const original = source.locate(piece.span.start);
      addMapping(map, {
        generated: { line, column },
        original: { line: original.line, column: original.column - 1 },
        source: source.file,
      });
    }
    out += piece.text;
    const last = piece.text.lastIndexOf('\n');
    if (last < 0) column += piece.text.length;
    else {
      line += piece.text.split('\n').length - 1;
      column = piece.text.length - last - 1;
    }
  }
  return out;
}

function imports(wanted: readonly Import[], language: 'ts' | 'js', specifier: Specifier): string {
  const byModule = new Map<string, Import[]>();
  for (const one of wanted)
    if (language === 'ts' || one.typeOnly !== true) byModule.set(one.module, [...(byModule.get(one.module) ?? []), one]);
  return [...byModule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, names]) => {
      const typesOnly = names.every((name) => name.typeOnly === true);
      const list = names
        .map(
          ({ name, as, typeOnly }) =>
            `${typeOnly === true && !typesOnly ? 'type ' : ''}${name}${as === undefined || as === name ? '' : ` as ${as}`}`,
        )
        .sort();
      return `import ${typesOnly ? 'type ' : ''}{ ${list.join(', ')} } from ${quote(specifier(module))};\n`;
    })
    .join('');
}
