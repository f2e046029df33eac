import type { NamedValueFact, ProjectFacts } from '../../compiler/2-check/project.ts';
import type { Library } from '../../compiler/2-check/types/library.ts';
import type { Config } from '../../config/config.ts';

/** What documents may refer to, from the configuration. Secrets are known by name only. */
export function projectFacts(config: Config, library: Library): Omit<ProjectFacts, 'fragments'> {
  return { library, ...configuredFacts(config) };
}

/** The same without the C# library, for who may not need it. */
export function configuredFacts(config: Config): Pick<ProjectFacts, 'namedValues' | 'connections' | 'entities'> {
  const namedValues = new Map<string, NamedValueFact>(
    Object.entries(config.namedValues).map(([name, value]) => [
      name,
      value.kind === 'plain' ? { kind: 'plain', text: value.value } : { kind: 'secret' },
    ]),
  );
  const connections = new Map(Object.entries(config.providers).map(([id, provider]) => [id, new Set(Object.keys(provider.connections))]));
  const entities = {
    backend: idsOf(config.backends),
    certificate: idsOf(config.certificates),
    logger: idsOf(config.messaging.loggers),
    schema: idsOf(config.schemas),
    cache: new Set(['internal', 'prefer-external', ...(config.cache.kind === 'memory' ? [] : ['external'])]),
  };
  return { namedValues, connections, entities };
}

const idsOf = (map: object): ReadonlySet<string> => new Set(Object.keys(map));
