/** The demo cannot start, for a reason that its user can mend: one clause, and beside it the way out. Neither holds a secret. */
export class DevRefusal extends Error {
  readonly wayOut: string;

  constructor(text: string, wayOut: string) {
    super(text);
    this.name = 'DevRefusal';
    this.wayOut = wayOut;
  }
}
