import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const badName = message('config/name', 'error', '`{text}` cannot be the name of {what}', 'use {allowed}');
const twins = message(
  'config/name-case',
  'error',
  '`{second}` differs from `{first}` only in upper and lower case',
  'rename one of them: names of {what} are compared without regard to case',
);

interface NameRule {
  readonly what: string;
  readonly form: RegExp;
  readonly allowed: string;
}

const fileSafe = 'a letter, then letters, digits, `_` or `-`, at most 64 in all; names of devices such as `con` are refused';
/** Names that some file systems keep for devices; a document or schema could not be named so. */
const devices = '(?!(?:[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][0-9]|[lL][pP][tT][0-9])$)';

/** Subgraph names go into the supergraph (letters, digits, `_`, `-`; first a letter) and into file names. */
export const subgraphNames: NameRule = {
  what: 'a subgraph',
  form: new RegExp(`^${devices}[A-Za-z][A-Za-z0-9_-]{0,63}$`),
  allowed: fileSafe,
};
export const apiNames: NameRule = { what: 'an API', form: subgraphNames.form, allowed: fileSafe };

/** APIM: letters, digits, periods, dashes and underscores; never a key that means something on a JavaScript object. */
export const namedValueNames: NameRule = {
  what: 'a named value',
  form: /^(?!__proto__$)[A-Za-z0-9_.-]{1,256}$/,
  allowed: '1 to 256 letters, digits, `.`, `-` or `_`',
};

const armId = /^(?!\.{1,2}$)(?!__proto__$)[^*#&+:<>?/\\\p{Cc}]{1,256}$/u;
const armAllowed = '1 to 256 characters without `* # & + : < > ? / \\`, and not `.` or `..`';
/** ARM resource ids: the pattern of the management API, less what would change a path. */
export const providerIds: NameRule = { what: 'a provider', form: armId, allowed: armAllowed };
export const connectionIds: NameRule = { what: 'a connection', form: armId, allowed: armAllowed };
export const accessPolicyIds: NameRule = { what: 'an access policy', form: armId, allowed: armAllowed };
export const parameterNames: NameRule = {
  what: 'a parameter',
  form: /^(?!__proto__$)[A-Za-z][A-Za-z0-9_.-]{0,127}$/,
  allowed: 'a letter, then letters, digits, `_`, `.` or `-`',
};

/** A map from names to `value`. Names that differ only in case are refused, as file systems and ARM would confuse them. */
export const named = <Value extends z.ZodType>(rule: NameRule, value: Value) =>
  z
    .record(
      z
        .string()
        .check(
          refuse((name, report) => {
            if (!rule.form.test(name)) report(new Refusal(badName, { what: rule.what, allowed: rule.allowed }));
          }),
        )
        .meta({ pattern: rule.form.source }),
      value,
    )
    .check(
      refuse((map, report) => {
        const seen = new Map<string, string>();
        for (const second of Object.keys(map)) {
          const first = seen.get(second.toLowerCase());
          if (first === undefined) seen.set(second.toLowerCase(), second);
          else
            report(new Refusal(twins, { first, second, what: rule.what.replace(/^an? /, '').replace(/y$/, 'ie').concat('s') }), [second]);
        }
      }),
    );
