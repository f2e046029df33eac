import type { GrantType } from '../settings.ts';
import { authenticationParameters, clientId, exchangeParameters, needFor, scopes, universalParameters } from './common-parameters.ts';
import type {
  AnswerStyle,
  ClientAuthenticationMethod,
  EndpointTemplates,
  Need,
  ParameterDefinition,
  ProviderDefinition,
  ScopeStyle,
} from './provider.ts';

/** A parameter as a provider's file writes it; without `need` it may be given with every grant. */
export type OwnParameter = Omit<ParameterDefinition, 'need' | 'type'> & {
  readonly need?: Need | ParameterDefinition['need'];
  readonly type?: ParameterDefinition['type'];
};

/** What the file of a provider says; all else is as the standards have it. */
export interface ProviderFacts
  extends Pick<ProviderDefinition, 'id' | 'displayName' | 'docs' | 'documentation'>,
    Partial<
      Pick<
        ProviderDefinition,
        | 'grantTypes'
        | 'clientAuthentication'
        | 'clientAssertionAudience'
        | 'body'
        | 'grantNames'
        | 'authorizationParameters'
        | 'tokenParameters'
        | 'grantParameters'
        | 'assertion'
        | 'refreshTokens'
        | 'hosts'
      >
    > {
  readonly endpoints: Omit<EndpointTemplates, 'kind'> | Exclude<ProviderDefinition['endpoints'], { kind: 'known' }>;
  readonly parameters?: readonly OwnParameter[];
  readonly scopes?: Partial<ScopeStyle> & { readonly need?: Need; readonly sample?: string };
  /** Whether the code challenge (S256) is sent; true unless the provider does not take it. */
  readonly pkce?: boolean;
  /** Grants whose client may be a public one. */
  readonly secretOptional?: readonly GrantType[];
  readonly answer?: AnswerStyle;
}

/** Completes the facts of a provider by what goes for all. */
export function defineProvider(facts: ProviderFacts): ProviderDefinition {
  const { grantTypes = ['authorizationCode'], clientAuthentication = ['client_secret_post'], pkce = true } = facts;
  const { scopes: scopeFacts = {}, endpoints, parameters = [], secretOptional = [] } = facts;
  return {
    id: facts.id,
    displayName: facts.displayName,
    docs: facts.docs,
    documentation: facts.documentation,
    grantTypes,
    parameters: [
      clientId(grantTypes),
      ...authentication(facts, grantTypes, clientAuthentication, secretOptional),
      ...parameters.map((parameter) => complete(parameter, grantTypes)),
      scopes(needFor(grantTypes, scopeFacts.need ?? 'optional'), scopeFacts.sample),
      ...(grantTypes.includes('tokenExchange') ? exchangeParameters(['tokenExchange']) : []),
      ...universalParameters(grantTypes, pkce),
    ],
    endpoints: 'kind' in endpoints ? endpoints : { ...endpoints, kind: 'known' },
    scopes: {
      separator: scopeFacts.separator ?? ' ',
      name: scopeFacts.name ?? 'scope',
      ...(scopeFacts.covers === undefined ? {} : { covers: scopeFacts.covers }),
      ...(scopeFacts.incremental === undefined ? {} : { incremental: scopeFacts.incremental }),
    },
    clientAuthentication,
    clientAssertionAudience: facts.clientAssertionAudience ?? 'token-endpoint',
    body: facts.body ?? 'form',
    grantNames: facts.grantNames ?? {},
    authorizationParameters: facts.authorizationParameters ?? {},
    tokenParameters: facts.tokenParameters ?? {},
    grantParameters: facts.grantParameters ?? {},
    answer: facts.answer ?? {},
    ...(facts.assertion === undefined ? {} : { assertion: facts.assertion }),
    ...(facts.refreshTokens === undefined ? {} : { refreshTokens: facts.refreshTokens }),
    ...(facts.hosts === undefined ? {} : { hosts: facts.hosts }),
  };
}

function authentication(
  { assertion }: ProviderFacts,
  grantTypes: readonly GrantType[],
  methods: readonly ClientAuthenticationMethod[],
  secretOptional: readonly GrantType[],
): ParameterDefinition[] {
  const authenticated = grantTypes.filter((grant) => grant !== 'jwtBearer' || assertion?.clientAuthentication === true);
  return authenticationParameters({ grantTypes, authenticated, methods, secretOptional });
}

function complete({ need = 'optional', type = 'string', ...rest }: OwnParameter, grantTypes: readonly GrantType[]): ParameterDefinition {
  return { ...rest, type, need: typeof need === 'string' ? needFor(grantTypes, need) : need };
}
