import { defineConfig } from 'vitest/config';

/** The journeys in a cloud that moto plays: `npm run conformance`. */
export default defineConfig({
  test: { include: ['test/conformance/*.journey.ts'], testTimeout: 300_000 },
});
