/** Thrown inside the emitter for what it cannot write; the binder should have refused it. `emit-value` makes a finding of it. */
export class Unsupported extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`not supported yet: ${what}`);
    this.name = 'Unsupported';
    this.what = what;
  }
}
