/** The text of src/runtime/dotnet/catalogue.ts for the modules as they are now. */
export declare function catalogueText(): string;
