import type { Check, SettingsBench } from '../check.ts';
import { access, operations, pace } from './clients.ts';
import { configFile, keyAge, keyFile, storeFile } from './files.ts';
import { backends, egress, environment, listening, managementListening } from './network.ts';
import { clock, reachable } from './providers.ts';
import { literalSecrets, traceKey } from './secrets.ts';
import { cacheApart, durability, redisPassword, redisTls, replicas, store } from './stores.ts';

/** What should hold of a configuration and of what it names. */
export const settings: readonly Check<SettingsBench>[] = [
  listening,
  managementListening,
  backends,
  egress,
  environment,
  access,
  operations,
  pace,
  configFile,
  literalSecrets,
  traceKey,
  keyFile,
  keyAge,
  storeFile,
  store,
  durability,
  replicas,
  redisPassword,
  redisTls,
  cacheApart,
  reachable,
  clock,
];
