/** The text of src/diagnostics/catalogue.ts. */
export declare function catalogueText(): string;
