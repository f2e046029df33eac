import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';

const PROVIDER = runtimeType('System.Security.Cryptography.RNGCryptoServiceProvider');

type Bytes = Uint8Array | null;

/** System.Security.Cryptography.RNGCryptoServiceProvider: draws from the host. */
export class RNGCryptoServiceProvider {
  get [netType](): RuntimeType {
    return PROVIDER;
  }

  toString(): string {
    return PROVIDER.name;
  }
}

const whole = { host: true } as const;

function fill(host: Host, data: Bytes, start = 0, count = data?.length ?? 0): void {
  if (data === null) argumentNull('data');
  if (start < 0) outOfRange('offset', 'Non-negative number required.');
  if (count < 0) outOfRange('count', 'Non-negative number required.');
  if (count > data.length - start)
    argument(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
  host.budget.allocate(count);
  data.set(host.random.bytes(count), start);
}

function fillNonZero(host: Host, data: Bytes): void {
  if (data === null) argumentNull('data');
  for (let filled = 0; filled < data.length; ) {
    const missing = data.length - filled;
    host.budget.step(1 + missing);
    const drawn = host.random
      .bytes(missing + 8)
      .filter((byte) => byte !== 0)
      .slice(0, missing);
    data.set(drawn, filled);
    filled += drawn.length;
  }
}

export const RandomNumberGenerator_ = dotnetType(
  'abstract class System.Security.Cryptography.RandomNumberGenerator : IDisposable',
  'Random bytes that are fit for secrets.',
  {
    create: member('static RandomNumberGenerator Create()', () => new RNGCryptoServiceProvider(), 'A source of random bytes.'),
    getBytes: member(
      'void GetBytes(byte[] data)',
      (host: Host, _generator: RNGCryptoServiceProvider, data: Bytes) => fill(host, data),
      'Fills an array.',
      whole,
    ),
    getBytesPart: member(
      'void GetBytes(byte[] data, int offset, int count)',
      (host: Host, _generator: RNGCryptoServiceProvider, data: Bytes, start: number, count: number) => fill(host, data, start, count),
      'Fills a part of an array.',
      whole,
    ),
    getNonZeroBytes: member(
      'void GetNonZeroBytes(byte[] data)',
      (host: Host, _generator: RNGCryptoServiceProvider, data: Bytes) => fillNonZero(host, data),
      'Fills an array with bytes that are not zero.',
      whole,
    ),
    dispose: member('void Dispose()', (_generator: RNGCryptoServiceProvider) => undefined, 'Does nothing.'),
  },
);

export const RNGCryptoServiceProvider_ = dotnetType(
  'sealed class System.Security.Cryptography.RNGCryptoServiceProvider : RandomNumberGenerator',
  'Random bytes that are fit for secrets.',
  {
    createProvider: member('RNGCryptoServiceProvider()', () => new RNGCryptoServiceProvider(), 'A source of random bytes.'),
  },
);
