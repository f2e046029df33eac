import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivate } from './egress.ts';

/** What {@link guardedLookup} fails with, so that the sender can tell a refusal from a name that does not exist. */
export class PrivateAddressError extends Error {
  constructor() {
    super('the name leads to a private address, which only a host listed by name may');
    this.name = 'PrivateAddressError';
  }
}

/**
 * Resolves a name for a connection and refuses it when any of its addresses is private. It is asked at connect time, so that a name
 * cannot pass a check with one address and connect to another (DNS rebinding).
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error !== null) callback(error, '', 0);
    else if (first === undefined || addresses.some(({ address }) => isPrivate(address))) callback(new PrivateAddressError(), '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
