import { argument, outOfRange } from '../../failures.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { NetException, netType } from '../../values.ts';
import { escapePart } from './characters.ts';
import { isSchemeName, schemeRules } from './schemes.ts';
import { escaped, kinds, Uri } from './value.ts';

const URI_BUILDER = runtimeType('System.UriBuilder');

/** System.UriBuilder: an address whose parts can be set one by one. */
export class UriBuilder {
  #scheme = 'http';
  #userName = '';
  #password = '';
  #host = 'localhost';
  #port = -1;
  #path = '/';
  #query = '';
  #fragment = '';

  static from(uri: Uri): UriBuilder {
    const builder = new UriBuilder();
    builder.#take(uri);
    return builder;
  }

  /** A text without a scheme is an address of HTTP. */
  static read(text: string): UriBuilder {
    const uri = Uri.of(text, kinds.either);
    return UriBuilder.from(uri.isAbsolute ? uri : Uri.of(`http://${text}`, kinds.absolute));
  }

  get [netType](): RuntimeType {
    return URI_BUILDER;
  }

  get scheme(): string {
    return this.#scheme;
  }

  set scheme(value: string) {
    const name = value.split(':')[0] ?? '';
    if (name !== '' && !isSchemeName(name)) argument('Invalid URI: The URI scheme is not valid.', 'value');
    this.#scheme = name.toLowerCase();
  }

  get userName(): string {
    return this.#userName;
  }

  set userName(value: string) {
    this.#userName = value;
  }

  get password(): string {
    return this.#password;
  }

  set password(value: string) {
    this.#password = value;
  }

  get host(): string {
    return this.#host;
  }

  set host(value: string) {
    this.#host = value.includes(':') && !value.startsWith('[') ? `[${value}]` : value;
  }

  get port(): number {
    return this.#port;
  }

  set port(value: number) {
    if (value < -1 || value > 65535) outOfRange('value');
    this.#port = value;
  }

  get path(): string {
    return this.#path;
  }

  set path(value: string) {
    this.#path = value === '' ? '/' : escapePart(value.replaceAll('\\', '/'));
  }

  get query(): string {
    return this.#query;
  }

  set query(value: string) {
    this.#query = value === '' || value.startsWith('?') ? value : `?${value}`;
  }

  get fragment(): string {
    return this.#fragment;
  }

  set fragment(value: string) {
    this.#fragment = value === '' ? '' : `#${value}`;
  }

  /** The address. The parts become its parts: an unset port the usual one. */
  get uri(): Uri {
    const uri = Uri.of(this.toString(), kinds.absolute);
    this.#take(uri);
    return uri;
  }

  #take(uri: Uri): void {
    const { scheme, host, port } = uri.parts;
    const user = uri.userInfo(escaped);
    const colon = user.indexOf(':');
    this.#scheme = scheme;
    this.#host = host.text;
    this.#port = port;
    this.#path = uri.path(escaped);
    this.#query = uri.query(escaped);
    this.#fragment = uri.fragment(escaped);
    this.#userName = colon < 0 ? user : user.slice(0, colon);
    this.#password = colon < 0 ? '' : user.slice(colon + 1);
  }

  toString(): string {
    if (this.#userName === '' && this.#password !== '')
      throw new NetException('System.UriFormatException', 'Invalid URI: The username:password construct is badly formed.');
    const { authority } = schemeRules(this.#scheme);
    const slashes = authority === 'required' || (authority === 'optional' && this.#host !== '');
    const scheme = this.#scheme === '' ? '' : `${this.#scheme}:${slashes ? '//' : ''}`;
    const user = `${this.#userName}${this.#password === '' ? '' : `:${this.#password}`}${this.#userName === '' ? '' : '@'}`;
    const port = this.#port >= 0 && this.#host !== '' ? `:${this.#port}` : '';
    const slash = this.#host !== '' && this.#path !== '' && !this.#path.startsWith('/') ? '/' : '';
    return `${scheme}${user}${this.#host}${port}${slash}${this.#path}${this.#query}${this.#fragment}`;
  }
}
