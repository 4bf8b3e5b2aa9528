import { defineConfig } from 'vitest/config';

/** The journeys in a cloud that moto plays: `npm run conformance`. */
export default defineConfig({
  test: {
    include: ['test/conformance/*.journey.ts'],
    globalSetup: 'test/conformance/deployed.ts',
    maxWorkers: 2,
    testTimeout: 300_000,
  },
});
