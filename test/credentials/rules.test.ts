import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type NamedTest, testsIn } from '../support/test-names.ts';

const root = join(import.meta.dirname, '..', '..');

/** A test by its name in its file; `stores`: it is run on every kind of store there is. */
interface Proof {
  readonly file: string;
  readonly test: string;
  readonly on?: 'stores';
}

interface Rule {
  readonly says: string;
  readonly proofs: readonly Proof[];
}

const one = (file: string, name: string): Proof => ({ file: `test/${file}.test.ts`, test: name });
const onStores = (file: string, name: string): Proof => ({ ...one(file, name), on: 'stores' });
const several = (of: (file: string, name: string) => Proof, file: string, block: string, names: readonly string[]): readonly Proof[] =>
  names.map((name) => of(file, block === '' ? name : `${block} > ${name}`));

const PROTOCOL = 'credentials/connections/refresh-protocol';
const FAILURES = 'credentials/connections/refresh-failures';
const MODEL = one('credentials/model/model', 'R1–R6, R10: the refresh protocol > does not hold without %s');
const CHAOS = onStores('chaos/chaos', 'three processes, killed at random > lose nothing and send nothing twice: %s');
const TOKENS = 'credentials/access/verify-token';
const ACCEPTED = 'tokens of Entra > %s: accepted';
const REFUSED = 'tokens of Entra > %s: refused';
const POLICIES = 'credentials/access/access-policy';
const VAULT = 'credentials/vault/vault';
const CONSENT = 'credentials/consent/consent';

/** R: refreshing. V: vault. I: identity. C: consent. L: limits. */
const rules: Readonly<Record<string, Rule>> = {
  R1: {
    says: 'the intent is the lock, and comes before the call; the lease only saves work',
    proofs: [
      MODEL,
      CHAOS,
      ...several(onStores, PROTOCOL, 'on %s > R1: the intent comes before the call, the save before the use', [
        'while the refresh token is on its way, the store says so',
        'another process waits for the answer and asks nothing itself',
        'whoever lost the lease while it slept does not begin: its intent is fenced off',
        'no call begins that the lease would not cover',
      ]),
      onStores(
        PROTOCOL,
        'on %s > R3: not sent, and sent without answer > a process that died with its intent written: the next replays once, after the deadline',
      ),
    ],
  },
  R2: {
    says: 'a late answer is saved, adopted or revoked, and never dropped',
    proofs: [
      MODEL,
      ...several(onStores, PROTOCOL, 'on %s > R2: an answer that comes too late is not dropped', [
        'it waits for the one who is refused because of it',
        'it mends a connection that was given up because of it',
        'it does not replace what a new consent brought',
        'it does not bring back a connection that was removed',
      ]),
      onStores(
        'credentials/revocation/revocation',
        'revoking on %s > R2: a late answer to a connection that was disconnected meanwhile is revoked',
      ),
    ],
  },
  R3: {
    says: 'not sent: tried again; sent without an answer: one replay; nothing below retries or follows',
    proofs: [
      ...several(onStores, PROTOCOL, 'on %s > R3: not sent, and sent without answer', [
        'what was not sent is tried again as often as it takes',
        'without an answer nothing is sent before the deadline, then once more',
        'without an answer again, the connection is broken and the token never sent a third time',
        'a replay that was not sent is no replay',
      ]),
      one('attacks/egress', 'a cross-origin redirect with a token'),
    ],
  },
  R4: {
    says: 'invalid_grant breaks a connection only where nobody changed it; nothing else does; no refresh token in an answer keeps the old one',
    proofs: [
      MODEL,
      ...several(onStores, FAILURES, 'on %s > R4: what breaks a connection, and what does not', [
        '%s does not',
        'invalid_grant does, when nobody else renewed meanwhile',
        'invalid_grant does not, when the store has something newer',
        'an answer with %j keeps the old refresh token',
      ]),
      one(
        'credentials/manager',
        'authorization code at a real OAuth server > a wrong client secret does not break the connection; the right one heals it without consent',
      ),
    ],
  },
  R5: {
    says: 'a token that cannot be saved is served, kept, spilled sealed, and saved later',
    proofs: [
      ...several(onStores, FAILURES, 'on %s > R5: the store fails', [
        'at the save: the token is served from memory, and saved when the store is back',
        'a write whose acknowledgement was lost is found and not taken for another process',
      ]),
      ...several(onStores, 'credentials/connections/spill', 'R5 on %s: the store goes away at the save', [
        'the token lies sealed beside the process until the store has it',
        'a process that ends before that leaves it to the next one, which saves it',
        'tokens of a consent that cannot be saved lie there as well, and the next process connects with them',
      ]),
      onStores(FAILURES, 'on %s > waiting > stopping waits for a save under way'),
    ],
  },
  R6: {
    says: 'an evicting Redis is refused; what a store lost is written back by whoever knows it; a restored one is noticed, its connections suspect',
    proofs: [
      one('credentials/store/redis', 'redis > R6: a Redis that may evict is refused at start'),
      one('credentials/store/redis', 'redis > R6: where there is a replica, what must last waits until it has it'),
      onStores(
        'credentials/restored-store',
        'on %s > R6: a store that lost its last writes gets them back from whoever knows them, before anything is sent',
      ),
      ...several(onStores, 'credentials/restored/restored', 'R6 on %s: a store that was put back', [
        'is noticed at the start, and its connections are suspect until their provider proves them',
        'breaks a connection whose refresh token the backup had used up, and serves it no more',
        'serves no suspect token while the provider does not answer',
        'makes connections suspect in every process that runs',
        'is noticed once, though another machine that noted how far it was starts much later',
        '%s is no alarm',
      ]),
    ],
  },
  R7: {
    says: 'lifetimes count from the sending; renewed ahead at 3 minutes or a fifth, with keep-alive',
    proofs: [
      ...several(onStores, 'credentials/connections/renew-ahead', 'R7 on %s: renewing ahead of need', [
        'a token in use is renewed in the last fifth of its life, by one process, and nobody waits',
        'one that nobody uses is left alone',
      ]),
      one(
        'credentials/manager',
        'client credentials at a real OAuth server > used until 3 minutes before its end, then fetched anew with the next generation',
      ),
      one(
        'credentials/manager',
        'client credentials at a real OAuth server > a clock that was set forward ends tokens, a clock that was set back does not lengthen them',
      ),
    ],
  },
  R8: {
    says: 'changes are found without messages; without the store nothing consented is served for long',
    proofs: [
      ...several(onStores, FAILURES, 'on %s > R8: what other processes do', [
        'a token that another process replaced is not served any more',
        'without the store for a minute, consented tokens in memory are not served',
      ]),
      onStores(
        'credentials/kill-switch/kill-switch',
        'the kill switch on %s > stops a connection by %s in every process, without any message',
      ),
    ],
  },
  R9: {
    says: 'client credentials, token exchange and JWT bearer do without the store',
    proofs: [
      onStores(FAILURES, 'on %s > R5: the store fails > R9: client credentials do without the store'),
      one('credentials/connections/caller-tokens', 'tokens of callers > none of it lies in the store, and no refresh token is kept'),
      one(
        'credentials/connections/jwt-bearer',
        'a service account needs nobody, shares its token over processes, and signs anew when it is over',
      ),
    ],
  },
  R10: {
    says: 'a 401 forces one renewal for each generation and interval, over all replicas',
    proofs: [
      one('credentials/manager', 'a backend that answers 401 > %s: the generation is dropped once, the next one served'),
      one('credentials/manager', 'a backend that answers 401 > another process takes over the token that replaced the refused one'),
      one(
        'dev/adversarial/misbehaviours',
        'a backend that does not know the new key yet: one forced renewal, and no more within its interval (rule R10)',
      ),
      MODEL,
    ],
  },

  V1: {
    says: 'a flattened JWE whose aad names kind, provider, connection and version, and is never stored: a row in another’s place does not open',
    proofs: [
      ...several(one, VAULT, '', ['what it is bound to is not stored', 'a changed %s does not open']),
      ...several(one, VAULT, 'a record put in the place of %s does not open', [
        'another kind',
        'another provider',
        'another connection',
        'an older version',
        'a later version',
      ]),
      onStores('attacks/store', 'on %s > a record swapped'),
    ],
  },
  V2: {
    says: 'the key id selects key and algorithm, which are pinned; keys rotate by compare-and-swap, with a warning by age',
    proofs: [
      ...several(one, VAULT, 'the key id pins the algorithms: %s with %s is refused', ['dir', 'A256GCMKW', 'A256KW']),
      ...several(one, VAULT, '', [
        'a header that asks for more is refused: %j',
        'an older key still opens, the youngest seals',
        'another key under the same id does not open it',
      ]),
      one('credentials/vault/live-ring', 'a record of another process that has the new key already opens at once'),
    ],
  },
  V3: {
    says: 'a whole old row is below the version that the audit log anchors',
    proofs: [onStores('attacks/store', 'on %s > a record rolled back')],
  },
  V4: {
    says: 'nothing is claimed to be shredded, because a backup still has it',
    proofs: [
      onStores(
        'credentials/restored-store',
        'on %s > V4: a backup from before a removal has the tokens still, so nothing is claimed to be shredded',
      ),
    ],
  },

  I1: {
    says: 'managed is the gateway’s own pair of ids, configured or made once and kept; policies match the pair, and the API shows it',
    proofs: [
      ...several(one, 'credentials/access/guarded', "the gateway's identity", [
        'is made with the store and kept there',
        'two processes that begin on a new store agree',
        'from the settings goes before the one in the store',
      ]),
      ...several(one, POLICIES, '%s', ['the gateway by its pair', 'the gateway by half its pair', 'a user where the gateway may']),
      one(
        'management/arm/azure-client',
        "Azure's own client, unmodified, over TLS > beside its operations: kinds of identity providers, and the identity of the service",
      ),
    ],
  },
  I2: {
    says: 'issuers are configured, the audience has no default, and each API has its own',
    proofs: [
      ...several(one, TOKENS, 'issuer settings > %s', [
        'no audience',
        'an empty list of audiences',
        'common',
        'plain http',
        'a shared secret',
      ]),
      one('attacks/bearer-tokens', 'audience crossover between the three APIs'),
    ],
  },
  'I3 issuer and version': {
    says: 'Entra v1 with appid, v2 with azp; ver must agree; the issuer is the template filled with tid',
    proofs: [
      ...several(one, TOKENS, ACCEPTED, ['v1, delegated', 'v2, delegated', 'a directory in capitals']),
      ...several(one, TOKENS, REFUSED, [
        'ver of the other version',
        'v2 of the issuer of v1',
        'v1 that names its client as v2 does',
        'v2 that names its client as v1 does',
        'another directory in tid',
        'no tid',
        'the issuer of v1 without its slash',
      ]),
    ],
  },
  'I3 directories': {
    says: 'tid is on a list, and never common',
    proofs: several(one, TOKENS, REFUSED, [
      'a directory that is not on the list',
      'common',
      'organizations',
      'the other directory in the issuer',
    ]),
  },
  'I3 who': {
    says: 'known by tid and oid, never by upn, email or sub',
    proofs: [one(TOKENS, `${ACCEPTED} > known by oid, whatever upn, email and sub say`), one(TOKENS, `${REFUSED} > no oid`)],
  },
  'I3 kind': {
    says: 'ID tokens are refused; RS256 alone',
    proofs: [
      ...several(one, TOKENS, REFUSED, ['no client application, as in ID tokens', 'a nonce, as in ID tokens']),
      ...several(one, TOKENS, 'signatures', [
        'of another key, of no key, of the wrong algorithm',
        'a key that the token brings along is not used',
      ]),
    ],
  },
  'I3 times': {
    says: 'exp and nbf with 60 seconds of skew at the most',
    proofs: [
      ...several(one, TOKENS, ACCEPTED, ['a minute over', 'a minute early']),
      ...several(one, TOKENS, REFUSED, ['over', 'not yet', 'without an end']),
    ],
  },
  'I3 acting': {
    says: 'delegated: scp holds the scope; app only: no scp, and by a policy for itself; idtyp proves nothing by its absence',
    proofs: [
      ...several(one, TOKENS, ACCEPTED, ['app only', 'app only, and says so', 'delegated, and says so']),
      ...several(one, TOKENS, REFUSED, [
        'delegated without the scope',
        'an empty scp',
        'a scp that is a list',
        'an app that says it acts for a user',
        'a user that says it is an app',
      ]),
      one(TOKENS, 'tokens of Entra > another scope, when the settings say so'),
      ...several(one, POLICIES, '%s', ['an app by its own id', 'an app by a group']),
    ],
  },
  'I3 applications': {
    says: 'where appIds are given, the client must be one of them',
    proofs: several(one, POLICIES, '%s', [
      'an allowed application',
      'another application',
      'no application allowed',
      'a token that names no application',
    ]),
  },
  'I3 sign-in': {
    says: 'signing in with Entra counts for the directory that issued the ID token',
    proofs: several(one, 'credentials/consent/entra-sign-in', '', [
      'signs in at the directory itself, and owns what he connects by directory and object id',
      'an ID token %s signs nobody in',
      'an ID token of another key signs nobody in',
    ]),
  },
  I4: {
    says: 'groups are ids; overage is denied with that reason; links to groups are never followed',
    proofs: [
      ...several(one, TOKENS, ACCEPTED, ['with groups', 'too many groups, by link', 'too many groups, by flag']),
      ...several(one, POLICIES, '%s', [
        'a group',
        'a group, too many to tell',
        'too many groups, but named itself',
        'a group of another directory',
      ]),
    ],
  },
  I5: {
    says: 'principals are namespaced by issuer; others come through a claim map',
    proofs: [
      ...several(one, TOKENS, 'tokens of other issuers', ['by claim map; their oid and tid mean nothing', 'all of the claim map']),
      ...several(one, POLICIES, '%s', [
        'a user of an OIDC issuer with the ids of an Entra user',
        'an Entra user with the id of a user of an OIDC issuer',
      ]),
      one('attacks/bearer-tokens', 'a second issuer that mints a victim’s oid and tid'),
    ],
  },
  I6: {
    says: 'a user’s own connection is reached by himself alone; ids that a query chooses lead nowhere else',
    proofs: [
      one('credentials/consent/per-user', 'a connection for each user > is made when its owner signs in and consents, and is his alone'),
      ...several(one, 'credentials/consent/per-user', 'a connection for each user > access of %s', [
        'the same subject of another issuer',
        'an application',
        'somebody whom an access policy names',
      ]),
      one('attacks/bearer-tokens', 'a confused deputy by ids that a query chooses'),
    ],
  },

  C1: {
    says: 'the state is a key by its digest, sealed, ten minutes, taken before the token call; made when the page opens',
    proofs: [
      ...several(onStores, CONSENT, 'on %s > the way there', ['every opening of the page has a state of its own']),
      ...several(onStores, CONSENT, 'on %s > the way back', [
        'of two replicas racing one callback, one wins',
        'a replay finds nothing',
        'ten minutes, and not longer',
        'another browser (%j) does not count, and the state is gone',
      ]),
      ...several(one, 'attacks/consent', '', ['state replay', 'callback race']),
    ],
  },
  C2: {
    says: 'a link connects only for whom it was made: by our page’s question, a bearer, or a sign-in',
    proofs: [
      ...several(onStores, 'credentials/consent/attacks', 'on %s > a link that was made for one principal', [
        'connects when that principal confirms, once',
        'a victim who finishes the attacker’s link: the victim’s own token confirms nothing, and the attacker has no code',
        'nobody confirms in ten minutes: nothing is connected',
      ]),
      onStores(
        'credentials/consent/attacks',
        'on %s > the question on our page > is answered by the browser it was shown to, and not by %j',
      ),
      ...several(one, 'attacks/consent', '', ['the victim finishes the attacker’s link', 'another user', 'another browser', 'CSRF']),
    ],
  },
  C3: {
    says: 'one redirect URI for each provider, ours; a client’s own is refused; iss where it is announced',
    proofs: [
      onStores(CONSENT, 'on %s > the way back > the redirect URI of another provider was called'),
      onStores(CONSENT, 'on %s > the way there > settings add parameters, and replace none of the protocol'),
      one(
        'credentials/consent/discovered',
        'a consent at a server that is known by its issuer > with PKCE, and the resource at the consent, the code and each refresh',
      ),
      ...several(one, 'attacks/consent', '', ['mix-up', 'open redirect', 'code injection']),
      one('attacks/management', 'mass assignment of status and redirectUrl'),
    ],
  },

  L1: {
    says: '1,000, 10,000 and 100 are enforced at one more, however many come at once, with an ARM error, and can be configured',
    proofs: [
      one('credentials/connections/limits', '%s beyond the limit are refused, at the limit taken'),
      one('management/arm/arm-api', 'limits > the one too many is refused, however many come at once'),
    ],
  },
  L2: {
    says: '250 authorizations a minute count what reaches store or provider; above it a live token is served all the same',
    proofs: [
      one(
        'credentials/connections/limits',
        '250 authorizations a minute: above it CONNECTION_THROTTLED, and what is in memory is served all the same',
      ),
      ...several(onStores, 'credentials/connections/limits', 'the authorizations of a minute on %s', [
        'are counted over all processes, and the last minutes of a token are served all the same',
        'a live token in memory is served when there are no more',
      ]),
    ],
  },
};

const files = new Map<string, readonly NamedTest[]>();
function testsOf(file: string): readonly NamedTest[] {
  const known = files.get(file) ?? testsIn(join(root, file));
  files.set(file, known);
  return known;
}

describe('every rule is named by tests that are there', () => {
  test.each(Object.entries(rules))('%s', (_id, { proofs }) => {
    expect(proofs.length).toBeGreaterThan(0);
    const missing = proofs.filter(({ file, test: name, on }) => {
      const found = testsOf(file).find((one) => one.name === name);
      return found === undefined || (on === 'stores' && !found.tables.includes('stores'));
    });
    expect(missing).toEqual([]);
  });
});

test('the rules of refreshing are those of the documentation', () => {
  const page = readFileSync(join(root, 'docs', 'credentials.md'), 'utf8');
  const documented = [...page.matchAll(/^\| (R\d+) \|/gm)].map(([, id]) => id);
  expect(documented.length).toBe(10);
  expect(Object.keys(rules).filter((id) => id.startsWith('R'))).toEqual(documented);
});

test('a test that is a comment, a text or left out proves nothing', () => {
  const names = testsOf('test/support/test-names-sample.ts').map(({ name }) => name);
  expect(names).toEqual([
    'a block > a test',
    'a block > on %s > each store',
    'a row %s',
    'a row %s > first',
    'a row %s > second',
    'another name for it',
  ]);
});
