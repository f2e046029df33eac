import { type ConnectionRecord, type Grant, grantOf, NEW_RECORD, readyRecord } from '../../../src/credentials/connections/state.ts';
import { type Target, targetOf } from '../../../src/credentials/connections/target.ts';
import { connectionRecord } from '../../../src/credentials/store/keys.ts';
import type { Token } from '../../../src/runtime/ports/credential-source.ts';
import { codeProvider, connectionSettings } from '../support/settings.ts';
import { createJudge, type Judge } from './judge.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { type ModelProcess, type Sabotage, sealOpenly, startProcess } from './process.ts';
import { LIFE_MS, type RotatingServer, rotatingServer } from './rotating-server.ts';
import { createWorld, type World } from './world.ts';

/** What may happen in a schedule, and how likely. */
export interface Weather {
  readonly processes: number;
  readonly steps: number;
  readonly crash: number;
  readonly consent: number;
  readonly lose: number;
  readonly reject: number;
  readonly lostRequests: number;
  readonly lostAnswers: number;
  readonly overload: number;
  /** Of the store. */
  readonly flakiness: number;
  readonly graceMs: number;
  /** Whether a new consent ends the earlier one at the provider. */
  readonly consentRevokes: boolean;
}

const id = { provider: 'files', connection: 'org' };
const name = connectionRecord(id);

/** Lets one interleaving happen, and says what went wrong in it. */
export async function runSchedule(
  seed: number,
  weather: Weather,
  sabotage: Sabotage = {},
): Promise<{ violations: readonly string[]; log: readonly string[] }> {
  const world = createWorld(seed);
  const judge = createJudge(world, weather.graceMs);
  const store = memoryStore(world, (key, value) => judge.written(key, value));
  const server = rotatingServer(world, {
    graceMs: weather.graceMs,
    timeoutMs: 10_000,
    onSend: (sending) => judge.sent(sending, server, currentRecord(store)),
  });
  const target = targetIn(weather);
  const stage = new Stage(world, store, server, judge, target, weather, sabotage);
  stage.consent();
  await world.advance(LIFE_MS);
  for (let i = 0; i < weather.processes; i++) stage.start();
  for (let step = 0; step < weather.steps; step++) await stage.act();
  await stage.finish();
  return { violations: judge.violations, log: world.log };
}

function targetIn({ graceMs }: Weather): Target {
  const settings = connectionSettings();
  const target = targetOf(codeProvider('https://provider.example', { connections: [settings] }), settings, {});
  return { ...target, definition: { ...target.definition, refreshTokens: { rotate: 'always', graceS: graceMs / 1_000 } } };
}

function currentRecord(store: MemoryStore): ConnectionRecord {
  const { value } = store.read(name.key);
  return value === undefined ? NEW_RECORD : (JSON.parse((JSON.parse(value) as { text: string }).text) as ConnectionRecord);
}

class Stage {
  readonly #world: World;
  readonly #store: MemoryStore;
  readonly #server: RotatingServer;
  readonly #judge: Judge;
  readonly #target: Target;
  readonly #weather: Weather;
  readonly #sabotage: Sabotage;
  #processes: ModelProcess[] = [];
  #started = 0;
  #writesAtConsent = 0;
  /** Processes that compare what they know with a store that has lost something: nobody asks for tokens meanwhile. */
  #recovering = 0;
  #last: Token | undefined;

  constructor(
    world: World,
    store: MemoryStore,
    server: RotatingServer,
    judge: Judge,
    target: Target,
    weather: Weather,
    sabotage: Sabotage,
  ) {
    this.#world = world;
    this.#store = store;
    this.#server = server;
    this.#judge = judge;
    this.#target = target;
    this.#weather = weather;
    this.#sabotage = sabotage;
  }

  start(): ModelProcess {
    const ports = { world: this.#world, store: this.#store, server: this.#server };
    const process = startProcess(`p${++this.#started}`, ports, this.#target, this.#sabotage);
    this.#processes.push(process);
    return process;
  }

  async act(): Promise<void> {
    const { random } = this.#world;
    const { crash, consent, lose, reject } = this.#weather;
    this.#bad(random.chance(0.5));
    if (random.chance(crash)) return this.#crash();
    if (random.chance(consent)) return this.consent();
    if (random.chance(lose)) return this.#lose();
    if (random.chance(reject)) return this.#reject();
    if (this.#world.waiting > 0 && random.chance(0.75)) return void (await this.#world.step());
    if (this.#recovering === 0 && this.#active < 5 && random.chance(0.6)) return this.#call(random.pick(this.#processes));
    const jump = random.pick([1, 500, 6_000, 11_000, 18_000]);
    await this.#world.advance(this.#idle && random.chance(0.5) ? LIFE_MS : jump);
  }

  /** The operator connects the connection, anew or for the first time. */
  consent(): void {
    const { access, refresh, expiresAt, family } = this.#server.consent();
    if (this.#weather.consentRevokes) for (const other of this.#server.families) if (other !== family) this.#judge.ended(other);
    const record = currentRecord(this.#store);
    const generation = record.generation + 1;
    const lineage = `consent ${family.number}`;
    const grant: Grant = {
      accessToken: access,
      claims: {},
      useUntil: expiresAt - 180_000,
      expiresAt,
      generation,
      refreshToken: refresh,
      lineage,
      savedBy: lineage,
    };
    const version = this.#store.read(name.key).version + 1;
    const next = { ...readyRecord(record, grant), consentEpoch: record.consentEpoch + 1 };
    this.#store.put(name.key, sealOpenly({ ...name, version }, JSON.stringify(next)));
    this.#writesAtConsent = this.#store.writes;
    this.#judge.consented(family, refresh);
    this.#world.log.push(`operator: connects, family ${family.number}`);
    for (const process of this.#processes) process.heard(version);
  }

  /** No more trouble; everyone comes to rest, and then a new process must get a live token. */
  async finish(): Promise<void> {
    this.#bad(false);
    await this.#rest();
    this.#world.log.push('— the end: a new process asks');
    const last = this.start();
    // What is remembered of earlier failures is over by then.
    await this.#world.advance(60_000);
    let served: Token | undefined;
    void last.call((token) => {
      served = token;
    });
    await this.#rest();
    this.#judge.ending(
      served,
      this.#server,
      this.#processes.map((process) => process.name),
    );
  }

  get #active(): number {
    return this.#processes.reduce((sum, { active }) => sum + active, 0);
  }

  get #idle(): boolean {
    return this.#active === 0 && this.#recovering === 0 && this.#world.waiting === 0 && this.#world.nextAlarm === undefined;
  }

  #bad(bad: boolean): void {
    const { lostRequests, lostAnswers, overload, flakiness } = this.#weather;
    this.#server.trouble = bad ? { request: lostRequests, answer: lostAnswers, overload } : { request: 0, answer: 0, overload: 0 };
    this.#store.flakiness = bad ? flakiness : 0;
  }

  #call(process: ModelProcess): void {
    const consents = this.#judge.consents;
    const joins = process.slot.flight !== undefined;
    this.#world.log.push(`${process.name}: is asked`);
    void process.call((token) => {
      this.#last = token;
      this.#judge.served(token, this.#server, joins ? 0 : consents);
    });
  }

  #crash(): void {
    const process = this.#world.random.pick(this.#processes);
    this.#world.log.push(`${process.name}: is killed`);
    this.#world.kill(process.name);
    this.#processes = this.#processes.filter((one) => one !== process);
    this.start();
  }

  #reject(): void {
    const process = this.#world.random.pick(this.#processes);
    if (this.#last === undefined) return;
    this.#world.log.push(`${process.name}: a backend refuses generation ${this.#last.generation}`);
    process.reject(this.#last);
  }

  /** The store goes back by some writes since the last consent, while nothing is under way and someone knows what was lost. */
  #lose(): void {
    const most = this.#store.writes - this.#writesAtConsent;
    const current = grantOf(currentRecord(this.#store))?.refreshToken;
    const known = this.#server.received.some(
      ({ owner, refresh }) => refresh === current && this.#processes.some((process) => process.name === owner),
    );
    if (!this.#idle || most === 0 || !known) return;
    const writes = 1 + this.#world.random.below(Math.min(most, 4));
    this.#store.loseLast(writes);
    this.#world.log.push(`store: loses its last ${writes} writes`);
    for (const process of this.#processes) {
      this.#recovering++;
      // What fails here is looked at again by the next renewal.
      void process
        .lookBack()
        .catch(() => undefined)
        .finally(() => this.#recovering--);
    }
  }

  async #rest(): Promise<void> {
    for (let turn = 0; turn < 3_000; turn++) {
      if (await this.#world.step()) continue;
      const { nextAlarm } = this.#world;
      if (nextAlarm === undefined) return;
      await this.#world.advance(Math.max(0, nextAlarm - this.#world.clock.now()));
    }
    this.#judge.violations.push('the processes do not come to rest');
  }
}
