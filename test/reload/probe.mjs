// Loaded into the gateway's process before its program: tells by message how long the main thread was held up since it was last asked.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds between two looks of the monitor, which are a part of what it measures. */
const RESOLUTION_MS = 5;

if (isMainThread && process.channel !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on('message', () => {
    process.send({ blockedMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS), rssMb: process.memoryUsage.rss() / 1024 ** 2 });
    delay.reset();
  });
  process.channel.unref();
}
