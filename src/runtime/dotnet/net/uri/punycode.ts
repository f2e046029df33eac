/** Labels of host names as ASCII (RFC 3492, section 6.3; RFC 5891, section 4.4). */

const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;

function adapt(delta: number, points: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / damp) : delta >> 1;
  left += Math.floor(left / points);
  let k = 0;
  for (; left > ((base - tMin) * tMax) >> 1; k += base) left = Math.floor(left / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * left) / (left + skew));
}

const digit = (value: number): string => String.fromCharCode(value < 26 ? value + 0x61 : value - 26 + 0x30);

function encodeLabel(label: string): string {
  const codes = Array.from(label, (c) => c.codePointAt(0) ?? 0);
  let out = codes.filter((code) => code < 0x80).reduce((text, code) => text + String.fromCharCode(code), '');
  const basic = out.length;
  let done = basic;
  if (basic > 0) out += '-';
  let [next, delta, bias] = [0x80, 0, 72];
  while (done < codes.length) {
    const smallest = Math.min(...codes.filter((code) => code >= next));
    delta += (smallest - next) * (done + 1);
    next = smallest;
    for (const code of codes) {
      if (code < next) delta++;
      if (code !== next) continue;
      let rest = delta;
      for (let k = base; ; k += base) {
        const threshold = Math.min(Math.max(k - bias, tMin), tMax);
        if (rest < threshold) break;
        out += digit(threshold + ((rest - threshold) % (base - threshold)));
        rest = Math.floor((rest - threshold) / (base - threshold));
      }
      out += digit(rest);
      bias = adapt(delta, done + 1, done === basic);
      delta = 0;
      done++;
    }
    delta++;
    next++;
  }
  return out;
}

/** A host name as the name service knows it. */
export const asciiHost = (host: string): string =>
  host
    .normalize('NFKC')
    .toLowerCase()
    .split(/[.\u3002]/)
    .map((label) => (/^[\0-\x7f]*$/.test(label) ? label : `xn--${encodeLabel(label)}`))
    .join('.');
