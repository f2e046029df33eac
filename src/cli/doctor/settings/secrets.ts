import type { SecretText } from '../../../config/secret-text.ts';
import { type Check, failed, ok, type SettingsBench, skipped, warning } from '../check.ts';

const shortestKey = 32;

export const literalSecrets: Check<SettingsBench> = {
  code: 'doctor/literal-secrets',
  title: 'no secret stands in the configuration itself',
  right: `refer to it: \`\${env.NAME}\` or \`\${file:/run/secrets/name}\``,
  run({ config }) {
    const texts: (readonly [string, unknown])[] = [
      ...Object.entries(config.providers).flatMap(([id, { parameters, connections }]) => [
        ...secretParameters(`providers.${id}`, parameters),
        ...Object.entries(connections).flatMap(([name, own]) => secretParameters(`providers.${id}.connections.${name}`, own.parameters)),
      ]),
      ...Object.entries(config.namedValues).flatMap(([name, value]) =>
        value.kind === 'secret' ? [[`namedValues.${name}`, value.secret] as const] : [],
      ),
      ['telemetry.prometheus.token', config.telemetry.prometheus.token],
      ['telemetry.trace.key', config.telemetry.trace?.key],
      ['keys.ring', config.keys.ring],
    ];
    const literal = texts.filter(([, text]) => isLiteral(text)).map(([path]) => `\`${path}\``);
    return literal.length === 0 ? ok('none that is known to be one') : failed(`written out: ${literal.join(', ')}`);
  },
};

/** Names of parameters that hold a secret, whichever provider has them. */
const secretName = /secret|password|privateKey|assertion/i;

const secretParameters = (path: string, parameters: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(parameters).flatMap(([name, value]) => (secretName.test(name) ? [[`${path}.parameters.${name}`, value] as const] : []));

const isLiteral = (text: unknown): boolean => typeof text === 'object' && text !== null && 'kind' in text && text.kind === 'literal';

export const traceKey: Check<SettingsBench> = {
  code: 'doctor/trace-key',
  title: 'keys that open something cannot be guessed',
  right: 'make them with `openssl rand -base64 32`',
  run({ config: { telemetry }, secrets }) {
    const keys: readonly (readonly [string, SecretText | undefined])[] = [
      ['telemetry.trace.key', telemetry.trace?.key],
      ['telemetry.prometheus.token', telemetry.prometheus.token],
    ];
    const used = keys.flatMap(([path, text]) => (text === undefined ? [] : [[path, secrets.read(text)] as const]));
    if (used.length === 0) return skipped('none is configured');
    const short = used.filter(([, answer]) => answer.kind === 'found' && answer.secret.reveal().length < shortestKey);
    return short.length === 0
      ? ok('they are long enough')
      : warning(`shorter than ${shortestKey} characters: ${short.map(([path]) => `\`${path}\``).join(', ')}`);
  },
};
