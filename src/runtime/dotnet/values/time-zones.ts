/**
 * Time zones by the names that Windows and the IANA give them, with the rule by which their clocks change today. Past rules are not
 * kept: a date before a zone's last change of law may be an hour off.
 */

/** A moment of the year when clocks change: the `week`th (5 is the last) `weekday` (Sunday is 0) of a month, at `minutes` past midnight. */
export interface Change {
  readonly month: number;
  readonly week: number;
  readonly weekday: number;
  readonly minutes: number;
  /** What clock `minutes` is on. */
  readonly clock: 'standard' | 'daylight' | 'utc';
}

/** From one change to the other, clocks are an hour ahead. */
export interface DaylightRule {
  readonly start: Change;
  readonly end: Change;
}

const change = (month: number, week: number, minutes: number, clock: Change['clock']): Change => ({
  month,
  week,
  weekday: 0,
  minutes,
  clock,
});

const rules = {
  america: { start: change(3, 2, 120, 'standard'), end: change(11, 1, 120, 'daylight') },
  europe: { start: change(3, 5, 60, 'utc'), end: change(10, 5, 60, 'utc') },
  australia: { start: change(10, 1, 120, 'standard'), end: change(4, 1, 180, 'daylight') },
  newZealand: { start: change(9, 5, 120, 'standard'), end: change(4, 1, 180, 'daylight') },
} as const satisfies Readonly<Record<string, DaylightRule>>;

export interface Zone {
  readonly windows: string;
  readonly iana: readonly string[];
  /** Minutes ahead of UTC without daylight saving. */
  readonly offset: number;
  readonly rule: DaylightRule | undefined;
}

type Row = readonly [windows: string, iana: string, offset: number, rule?: keyof typeof rules];

const rows: readonly Row[] = [
  ['Hawaiian Standard Time', 'Pacific/Honolulu', -600],
  ['Alaskan Standard Time', 'America/Anchorage', -540, 'america'],
  ['Pacific Standard Time', 'America/Los_Angeles America/Vancouver', -480, 'america'],
  ['US Mountain Standard Time', 'America/Phoenix', -420],
  ['Mountain Standard Time', 'America/Denver America/Edmonton', -420, 'america'],
  ['Central America Standard Time', 'America/Guatemala America/Costa_Rica', -360],
  ['Central Standard Time', 'America/Chicago America/Winnipeg', -360, 'america'],
  ['Central Standard Time (Mexico)', 'America/Mexico_City', -360],
  ['Canada Central Standard Time', 'America/Regina', -360],
  ['SA Pacific Standard Time', 'America/Bogota America/Lima', -300],
  ['Eastern Standard Time', 'America/New_York America/Toronto America/Detroit', -300, 'america'],
  ['US Eastern Standard Time', 'America/Indiana/Indianapolis', -300, 'america'],
  ['Atlantic Standard Time', 'America/Halifax Atlantic/Bermuda', -240, 'america'],
  ['Venezuela Standard Time', 'America/Caracas', -240],
  ['SA Western Standard Time', 'America/La_Paz', -240],
  ['Newfoundland Standard Time', 'America/St_Johns', -210, 'america'],
  ['E. South America Standard Time', 'America/Sao_Paulo', -180],
  ['Argentina Standard Time', 'America/Buenos_Aires America/Argentina/Buenos_Aires', -180],
  ['Azores Standard Time', 'Atlantic/Azores', -60, 'europe'],
  ['UTC', 'Etc/UTC UTC Etc/GMT', 0],
  ['GMT Standard Time', 'Europe/London Europe/Dublin Europe/Lisbon', 0, 'europe'],
  ['Greenwich Standard Time', 'Atlantic/Reykjavik Africa/Abidjan', 0],
  [
    'W. Europe Standard Time',
    'Europe/Berlin Europe/Amsterdam Europe/Zurich Europe/Vienna Europe/Rome Europe/Stockholm Europe/Oslo',
    60,
    'europe',
  ],
  ['Central Europe Standard Time', 'Europe/Budapest Europe/Prague Europe/Belgrade Europe/Ljubljana', 60, 'europe'],
  ['Romance Standard Time', 'Europe/Paris Europe/Brussels Europe/Madrid Europe/Copenhagen', 60, 'europe'],
  ['Central European Standard Time', 'Europe/Warsaw Europe/Zagreb', 60, 'europe'],
  ['W. Central Africa Standard Time', 'Africa/Lagos Africa/Algiers', 60],
  ['GTB Standard Time', 'Europe/Bucharest Europe/Athens', 120, 'europe'],
  ['FLE Standard Time', 'Europe/Kiev Europe/Kyiv Europe/Helsinki Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius', 120, 'europe'],
  ['South Africa Standard Time', 'Africa/Johannesburg', 120],
  ['Turkey Standard Time', 'Europe/Istanbul', 180],
  ['Arabic Standard Time', 'Asia/Baghdad', 180],
  ['Arab Standard Time', 'Asia/Riyadh', 180],
  ['Russian Standard Time', 'Europe/Moscow', 180],
  ['E. Africa Standard Time', 'Africa/Nairobi', 180],
  ['Iran Standard Time', 'Asia/Tehran', 210],
  ['Arabian Standard Time', 'Asia/Dubai', 240],
  ['Pakistan Standard Time', 'Asia/Karachi', 300],
  ['India Standard Time', 'Asia/Calcutta Asia/Kolkata', 330],
  ['Sri Lanka Standard Time', 'Asia/Colombo', 330],
  ['Nepal Standard Time', 'Asia/Katmandu Asia/Kathmandu', 345],
  ['Bangladesh Standard Time', 'Asia/Dhaka', 360],
  ['SE Asia Standard Time', 'Asia/Bangkok Asia/Jakarta Asia/Saigon Asia/Ho_Chi_Minh', 420],
  ['China Standard Time', 'Asia/Shanghai Asia/Hong_Kong', 480],
  ['Singapore Standard Time', 'Asia/Singapore Asia/Kuala_Lumpur Asia/Manila', 480],
  ['Taipei Standard Time', 'Asia/Taipei', 480],
  ['W. Australia Standard Time', 'Australia/Perth', 480],
  ['Tokyo Standard Time', 'Asia/Tokyo', 540],
  ['Korea Standard Time', 'Asia/Seoul', 540],
  ['AUS Central Standard Time', 'Australia/Darwin', 570],
  ['Cen. Australia Standard Time', 'Australia/Adelaide', 570, 'australia'],
  ['E. Australia Standard Time', 'Australia/Brisbane', 600],
  ['AUS Eastern Standard Time', 'Australia/Sydney Australia/Melbourne', 600, 'australia'],
  ['Tasmania Standard Time', 'Australia/Hobart', 600, 'australia'],
  ['New Zealand Standard Time', 'Pacific/Auckland', 720, 'newZealand'],
];

const zones: readonly Zone[] = rows.map(([windows, iana, offset, rule]) => ({
  windows,
  iana: iana.split(' '),
  offset,
  rule: rule === undefined ? undefined : rules[rule],
}));

const byName: ReadonlyMap<string, Zone> = new Map(
  zones.flatMap((zone) => [zone.windows, ...zone.iana].map((name): [string, Zone] => [name.toLowerCase(), zone])),
);

/** A zone by any of its names, without regard to case. */
export const zoneNamed = (name: string): Zone | undefined => byName.get(name.toLowerCase());
