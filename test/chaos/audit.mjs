import { createHash } from 'node:crypto';
import { connectionRecord, orphanRecord } from '../../dist/credentials/store/keys.js';
import { openStore } from '../../dist/credentials/store/open-store.js';
import { openKeyFile } from '../../dist/credentials/vault/key-file.js';
import { sealRecords } from '../../dist/credentials/vault/sealed-records.js';
import { createVault } from '../../dist/credentials/vault/vault.js';
import { systemClock as clock } from '../../dist/gateway/platform/clock.js';
import { systemRandom as random } from '../../dist/gateway/platform/random.js';
import { limits } from './settings.mjs';

/** Milliseconds that a request may lie in a socket on a busy machine. */
const IN_FLIGHT_MS = 1_000;

/** Looks into the store with its keys, from outside of all processes. */
export async function openRecords(location, keyFile) {
  const store = await openStore(location);
  const records = sealRecords(store, createVault(await openKeyFile(keyFile, { whenAbsent: 'create', random, clock })));
  const read = async (name) => {
    const { value } = await records.read(name);
    return value === undefined ? undefined : JSON.parse(value);
  };
  return {
    connection: (connection) => read(connectionRecord({ provider: 'chaos', connection })),
    orphan: (connection) => read(orphanRecord({ provider: 'chaos', connection })),
    close: () => store.close(),
  };
}

/** Holds what happened against the provider's own log. */
export async function audit({ grants, records, lost, kills, connections }) {
  const problems = [];
  const kept = new Set();
  for (let i = 0; i < connections; i++) {
    const record = await records.connection(`c${i}`);
    kept.add(record?.state.grant?.refreshToken);
    kept.add((await records.orphan(`c${i}`))?.grant.refreshToken);
  }
  // The deadline counts from the intent: the call may have reached the provider as late as its timeout, and the replay waits for the rest.
  const twice = [...grants.refreshTokens.values()].filter(({ seen }) => seen.length > 1);
  const declared = twice.filter(({ seen }) => seen.length === 2 && seen[1].at - seen[0].at >= limits.saveMs);
  for (const { token, seen } of twice.filter((one) => !declared.includes(one)))
    problems.push(
      `a refresh token was sent ${seen.length} times, ${seen.slice(1).map(({ at }, i) => at - seen[i].at)} ms apart, by ${seen.map(({ from }) => from)} (${token.slice(0, 12)})`,
    );

  const neverSaved = [...grants.refreshTokens.values()].filter(({ successor }) => {
    return successor !== undefined && grants.refreshTokens.get(successor)?.seen.length === 0 && !kept.has(successor);
  });
  // What a process had sent when it was killed may reach the provider a moment later.
  const killedAfter = ({ from, at }) => kills.some((kill) => kill.name === from && kill.at >= at - IN_FLIGHT_MS);
  const explained = neverSaved.filter(({ seen }) => killedAfter(seen[0]));
  for (const { seen, family } of neverSaved.filter((one) => !explained.includes(one)))
    problems.push(
      `a rotation for ${seen[0].from} was never saved, and nobody killed it (family ${family.id}, ended ${family.ended?.why} ${(family.ended?.at ?? 0) - seen[0].at} ms later; kills of it ${kills.filter((kill) => kill.name === seen[0].from).map((kill) => kill.at - seen[0].at)})`,
    );

  const families = new Set(explained.map(({ family }) => family.id));
  const twoKills = [];
  for (const { connection, family, record } of lost) {
    if (families.has(family)) continue;
    // Rule R3: killed with the intent written, and the replay killed, too: it counts as sent twice, whatever the provider saw.
    if (record?.state.reason === 'unanswered') twoKills.push(family);
    else
      problems.push(
        `connection ${connection} (family ${family}) was lost without a kill between commit and save (${record?.state.phase} ${record?.state.reason})`,
      );
  }
  const digest = (token) => createHash('sha256').update(token).digest('base64url');
  for (const { family, record } of lost) {
    const rotation = explained.find((one) => one.family.id === family);
    if (rotation !== undefined && record?.state.tried !== undefined && record.state.tried.digest !== digest(rotation.token))
      problems.push(`family ${family} was given up for another token than the one that was lost`);
  }
  return {
    problems,
    counts: {
      sentTwice: twice.length,
      declaredReplays: declared.length,
      connectionsLost: lost.length,
      rotationsNeverSaved: neverSaved.length,
      lostByKillBetweenCommitAndSave: explained.length,
      givenUpAfterTwoKills: twoKills.length,
    },
  };
}
