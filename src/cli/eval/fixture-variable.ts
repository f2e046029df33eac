import { Authorization } from '../../runtime/context/authorization.ts';
import { List } from '../../runtime/dotnet/collections/list-value.ts';
import { parseTimeSpan } from '../../runtime/dotnet/format/time-span-parse.ts';
import { parseJson } from '../../runtime/dotnet/json/parse.ts';
import { DOUBLE, INT64, STRING } from '../../runtime/dotnet/types.ts';
import { parseDateTime } from '../../runtime/dotnet/values/date-text.ts';
import { DATE_TIME } from '../../runtime/dotnet/values/date-time.ts';
import { DECIMAL, Decimal } from '../../runtime/dotnet/values/decimal.ts';
import { GUID, Guid } from '../../runtime/dotnet/values/guid.ts';
import { TIME_SPAN, TimeSpan } from '../../runtime/dotnet/values/time-span.ts';
import { array, Box } from '../../runtime/dotnet/values.ts';
import type { Host } from '../../runtime/host.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import type { FixtureResponse } from './fixture.ts';
import { responseOf } from './fixture-message.ts';

/** DateTimeStyles.RoundtripKind: a time that says UTC is UTC. */
const roundtripKind = 128;

/** A variable of a fixture as an `object` of C#. Throws TypeError for a type that fixtures do not have. */
export function fixtureVariable(host: Host, { type, value }: { readonly type: string; readonly value: unknown }): unknown {
  switch (type) {
    case 'null':
      return null;
    case 'string':
    case 'int':
    case 'bool':
      return value;
    case 'long':
      return new Box(INT64, BigInt(String(value)));
    case 'double':
      return new Box(DOUBLE, value);
    case 'decimal':
      return new Box(DECIMAL, Decimal.literal(String(value)));
    case 'guid':
      return new Box(GUID, Guid.parse(String(value)));
    case 'datetime':
      return new Box(DATE_TIME, parseDateTime(host, String(value), roundtripKind));
    case 'timespan':
      return new Box(TIME_SPAN, timeSpan(String(value)));
    case 'bytes':
      return new Uint8Array(Buffer.from(String(value), 'base64'));
    case 'string[]':
      return array(STRING, [...(value as string[])]);
    case 'list<string>':
      return new List(STRING, [...(value as string[])]);
    case 'jobject':
    case 'jarray':
      return parseJson(host, String(value));
    case 'response':
      return responseOf(value as FixtureResponse);
    case 'authorization': {
      const { accessToken, claims } = value as { accessToken: string; claims: Record<string, unknown> };
      return new Authorization({ accessToken: new Secret(accessToken), claims, expiresAt: Number.MAX_SAFE_INTEGER, generation: 1 });
    }
    default:
      throw new TypeError(`a variable of a fixture cannot have the type \`${type}\``);
  }
}

function timeSpan(text: string): TimeSpan {
  const parsed = parseTimeSpan(text);
  if (parsed.kind !== 'value') throw new TypeError(`\`${text}\` is no time span`);
  return TimeSpan.of(parsed.ticks);
}
