import { defineConfig, mergeConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** Everything that is tried at random, thousands of times: `npm run test:long`, for a night. */
export default mergeConfig(
  usual,
  defineConfig({
    test: {
      env: { EXCHANGE_MODEL_RUNS: process.env.EXCHANGE_MODEL_RUNS ?? '3000' },
      setupFiles: ['test/support/long.ts'],
      testTimeout: 3_600_000,
    },
  }),
);
