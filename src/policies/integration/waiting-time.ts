/** Seconds that API Management waits for an answer to a request of a policy's own (reference: send-request, timeout). */
const usualSeconds = 60;

/** The longest time that a timer can be set to, in milliseconds. */
const longest = 2_147_483_647;

/** How long to wait, in milliseconds. A time of 0 says nothing: taken at its word, every request would run out of it. */
export function waitingTime({
  timeout,
  timeoutMs,
}: {
  readonly timeout?: number | undefined;
  readonly timeoutMs?: number | undefined;
}): number {
  const asked = timeoutMs ?? (timeout === undefined ? undefined : timeout * 1000);
  return asked === undefined || asked <= 0 ? usualSeconds * 1000 : Math.min(asked, longest);
}
