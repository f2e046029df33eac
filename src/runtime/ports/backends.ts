/** The backend entities of the configuration: the base address that an id stands for now, or undefined when there is none of that id. */
export type Backends = (id: string) => string | undefined;
