import { Library } from '../compiler/2-check/types/library.ts';
import { catalogue } from '../runtime/dotnet/catalogue.ts';

/** The C# library surface as the compiler sees it. Built once per command: reading signatures is the costly part of a start. */
export const createLibrary = (): Library => new Library(catalogue);
