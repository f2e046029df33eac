import { systemClock } from '../../gateway/platform/clock.ts';
import { redirectUri } from '../../management/consent-routes.ts';
import { exit } from '../exit.ts';
import { paint } from '../paint.ts';
import type { Single } from './action.ts';
import { forecastWords, paintedState, until } from './state-words.ts';

/** Everything there is to know about a connection, and what to do about it. Nothing of it is secret. */
export const show: Single = async ({ config, credentials, options, io }, { provider, connection }) => {
  const status = await credentials.show(provider, connection);
  if (status === undefined) return exit.findings;
  const publicUrl = config.listen.publicUrl ?? `http://localhost:${config.listen.port}`;
  const redirectUrl = redirectUri(publicUrl, provider);
  if (options.json === true) {
    io.out(`${JSON.stringify({ ...status, redirectUrl }, null, 2)}\n`);
    return exit.clean;
  }
  const ink = paint(io.color.out);
  const { state } = status;
  const origin = credentials.resources.view.connection({ provider, connection })?.origin.kind;
  const facts: [string, string][] = [
    ['State', paintedState(ink, status)],
    ['Identity provider', status.identityProvider],
    ['Grant', status.grantType],
    ['Declared in', origin === 'stored' ? 'the credential store (management API)' : config.source.file],
    [
      'Let in by',
      status.accessPolicies.length === 0 ? ink.yellow('no access policy: nobody may use it') : status.accessPolicies.join(', '),
    ],
    ...(status.grantType === 'authorizationCode' ? ([['Redirect URL', redirectUrl]] as [string, string][]) : []),
    ...('expiresAt' in state && state.expiresAt !== undefined
      ? ([['Token ends', `${new Date(state.expiresAt).toISOString()} (${until(state.expiresAt, systemClock.now())})`]] as [
          string,
          string,
        ][])
      : []),
    ...(status.missingScopes.length === 0
      ? []
      : ([['Missing scopes', ink.yellow(`${status.missingScopes.join(' ')} (\`fedpass connections login\` asks for them)`)]] as [
          string,
          string,
        ][])),
    ...(status.forecast === undefined
      ? []
      : ([
          [
            'Consent ends',
            `${new Date(status.forecast.at).toISOString()} (${until(status.forecast.at, systemClock.now())}; ${forecastWords[status.forecast.why]})`,
          ],
        ] as [string, string][])),
    ['Consents', String(status.consentEpoch)],
    ['Tokens so far', String(status.generation)],
    ...(state.phase === 'broken' ? ([['Broken since', new Date(state.since).toISOString()]] as [string, string][]) : []),
    ...(state.phase === 'unknown' ? ([['Why', state.why]] as [string, string][]) : []),
    ...(status.problem === undefined ? [] : ([['Problem', status.problem]] as [string, string][])),
  ];
  io.out(`${ink.bold(`${provider}/${connection}`)}\n${facts.map(([name, value]) => `  ${name.padEnd(18)} ${value}`).join('\n')}\n`);
  return exit.clean;
};
