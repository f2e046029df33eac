/** A PKCS#12 container cannot be opened. The text says why and what to do, and holds nothing of what is inside. */
export class Pkcs12Error extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'Pkcs12Error';
  }
}
