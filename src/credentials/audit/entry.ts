import { createHash } from 'node:crypto';
import type { PrincipalName } from '../access/principal-name.ts';
import type { ConnectionId } from '../store/keys.ts';

export type AuditAct =
  | 'consent-begun'
  | 'consent-waiting'
  | 'consent-finished'
  | 'consent-declined'
  | 'token-handed-out'
  | 'resource-put'
  | 'resource-deleted'
  | 'disconnected'
  | 'blocked'
  | 'unblocked'
  | 'keys-rotated'
  | 'connection-broken'
  | 'connection-mended'
  | 'store-restored'
  /** Entries of a process were lost, because the store did not take them for too long. */
  | 'entries-lost';

/** Something that is to be known later. Holds no secret: names, ids and reasons. */
export interface AuditEvent {
  readonly what: AuditAct;
  /** Who did it, as far as it was proved. */
  readonly who: Actor;
  /** On what: `provider/connection`, an address of the management API, or what the kill switch names. */
  readonly on: string;
  readonly detail?: string;
  /** The connection whose record the entry anchors: its version can only go up from there. */
  readonly connection?: ConnectionId;
}

export type Actor =
  /** The gateway itself, unasked. */
  | { readonly kind: 'gateway' }
  /** Whoever had the link, in a browser. */
  | { readonly kind: 'browser' }
  /** A user of the machine, on the command line. */
  | { readonly kind: 'command-line'; readonly user: string }
  /** By a token that was verified. */
  | { readonly kind: 'principal'; readonly name: PrincipalName };

/** An entry of the audit log as it lies, sealed, in the store. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly n: number;
  /** When it was noted, wall milliseconds. */
  readonly at: number;
  readonly what: AuditAct;
  readonly who: Actor;
  readonly on: string;
  readonly detail?: string;
  /** The version that a record of the store had then. */
  readonly anchor?: { readonly key: string; readonly version: number };
  /** The digest of the entry before: whoever changes one has to change all that follow. */
  readonly before: string;
}

/** What the first entry has before it. */
export const BEGINNING = '';

/** SHA-256 of the text of an entry, base64url. */
export const entryDigest = (text: string): string => createHash('sha256').update(text).digest('base64url');
