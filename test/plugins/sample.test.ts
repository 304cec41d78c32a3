/** What the bundled sample shows of the checks: people learn from it what each readiness means. */
import { expect, test } from 'vitest';
import { createHome } from '../support/program.ts';

interface Report {
  readonly findings: readonly { readonly id: string; readonly check: string }[];
  readonly decisions: readonly {
    readonly readiness: string;
    readonly findings: readonly string[];
    readonly variants: readonly { readonly readiness: string; readonly findings: readonly string[] }[];
  }[];
}

test('a read-only root filesystem is ready, worth a look, to be planned and a matter of files', async () => {
  const home = createHome();
  const { stdout } = await home.run(['scan', '--sample', '-o', 'json']);
  home.remove();
  const { findings, decisions } = JSON.parse(stdout) as Report;
  const ids = new Set(findings.filter(({ check }) => check === 'workloads/read-only-rootfs').map(({ id }) => id));
  // What belongs in a file has nothing to apply on a cluster: the decision itself says so.
  const shown = decisions
    .flatMap(({ variants, ...decision }) => (variants.length === 0 ? [decision] : variants))
    .filter((offer) => offer.findings.some((id) => ids.has(id)))
    .map(({ readiness }) => readiness);
  expect([...new Set(shown)].sort()).toEqual(['elsewhere', 'needs-input', 'ready', 'review']);
});
