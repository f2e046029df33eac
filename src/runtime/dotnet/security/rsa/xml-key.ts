import type { Host } from '../../../host.ts';
import { argumentNull } from '../../failures.ts';
import { fromBase64, toBase64 } from '../../text/base64.ts';
import { parseElement } from '../../xml/parse.ts';
import { XName } from '../../xml/tree/name.ts';
import { cryptographic } from '../failures.ts';
import { RSAParameters } from './parameters.ts';

type Name = Exclude<keyof RSAParameters, 'toString' | symbol>;

/** The elements of `<RSAKeyValue>` in the order in which .NET writes them (XML Signature §4.5.2.2, and .NET's own for the secret). */
const elements: readonly (readonly [element: string, name: Name])[] = [
  ['Modulus', 'modulus'],
  ['Exponent', 'exponent'],
  ['P', 'p'],
  ['Q', 'q'],
  ['DP', 'dp'],
  ['DQ', 'dq'],
  ['InverseQ', 'inverseQ'],
  ['D', 'd'],
];

/** `<RSAKeyValue>…</RSAKeyValue>` of the numbers that are there. */
export function keyXml(host: Host, parameters: RSAParameters): string {
  const parts = elements.map(([element, name]) => {
    const bytes = parameters[name];
    return bytes === null ? '' : `<${element}>${toBase64(host.budget, bytes, false)}</${element}>`;
  });
  return `<RSAKeyValue>${parts.join('')}</RSAKeyValue>`;
}

/** The numbers that stand in `<RSAKeyValue>`. */
export function keyFromXml(host: Host, text: string | null): RSAParameters {
  if (text === null) argumentNull('xmlString');
  const root = parseElement(host.budget, text, false);
  const read: [Name, Uint8Array | null][] = elements.map(([element, name]) => {
    const [found] = root.elements(XName.parse(element));
    return [name, found === undefined ? null : fromBase64(host.budget, found.value)];
  });
  const parameters = Object.assign(new RSAParameters(), Object.fromEntries(read));
  if (parameters.modulus === null || parameters.exponent === null)
    cryptographic('Input string does not contain a valid encoding of the RSA key.');
  return parameters;
}
