import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const CLUSTER_TESTS = ['test/e2e/**/*.test.{ts,tsx}', 'test/conformance/**/*.test.{ts,tsx}'];
const INSTALL_TESTS = ['test/install/**/*.test.ts'];

export default defineConfig({
  resolve: {
    // Checks import the public contract by the package's own name; Vite does not resolve self references.
    alias: {
      'kubectl-harden/plugin-api': fileURLToPath(new URL('src/kit/index.ts', import.meta.url)),
    },
  },
  test: {
    setupFiles: ['test/support/setup/seed.ts', 'test/support/setup/scratch.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...CLUSTER_TESTS, ...INSTALL_TESTS],
          setupFiles: ['test/support/setup/color.ts'],
          // Files of one worker share what they import: starting anew for each takes a tenth of the time.
          isolate: false,
          // Ends a test that hangs; how fast a machine is decides nothing.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: CLUSTER_TESTS,
          // One control plane serves the whole run.
          globalSetup: ['test/cluster/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'install',
          include: INSTALL_TESTS,
          // One executable serves the whole run.
          globalSetup: ['test/install/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
