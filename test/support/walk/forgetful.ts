/** Answers that are kept nowhere: what is asked of them is as it was given. */
import type { Records } from '../../../src/model/records.ts';
import type { createSession } from '../../../src/session/index.ts';

const NO_RECORDS: Records = { attestations: [], waivers: [] };

export function forgetful(records = NO_RECORDS): Parameters<typeof createSession>[0]['answers'] {
  return {
    load: async () => records,
    attest: async () => undefined,
    waive: async () => undefined,
    remember: async () => undefined,
    recall: async () => ({ skipped: [], plan: [] }),
    earlier: async () => undefined,
    keep: async () => undefined,
    keepFalseAlarm: async () => '',
  };
}
