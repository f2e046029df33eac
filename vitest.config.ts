import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node resolves: else graphql is loaded twice, here by its `module` field and in the Apollo packages by `main`.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/redis.ts'],
    // Many tests start the built program, and machines may be busy: nothing is measured, so patience costs nothing.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
