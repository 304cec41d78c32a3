/** For requests that nobody makes. */
import type { Credential } from './credential.ts';

export const NO_CREDENTIAL: Credential = {
  get: async () => ({ headers: {} }),
  renew: async () => false,
  describe: () => 'none',
};
