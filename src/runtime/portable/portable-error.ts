/** A value of a type that cannot leave the exchange. `typeName` is its .NET name; the value is not told. */
export class NotPortable extends Error {
  readonly typeName: string;

  constructor(typeName: string) {
    super(`a value of type ${typeName} cannot be kept`);
    this.name = 'NotPortable';
    this.typeName = typeName;
  }
}

/** A text that no value was written to, or that another version wrote. */
export class Unreadable extends Error {
  constructor() {
    super('the text holds no value');
    this.name = 'Unreadable';
  }
}
