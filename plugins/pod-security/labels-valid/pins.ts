/** What can be wrong with the version that an enforced level is pinned to. */
import { podSecurity } from 'kubectl-harden/plugin-api';
import type { Labels, Problem } from './problems.ts';

/** `server`: its version as in a label; absent: not known, then no version is called old. */
export function pinProblems(labels: Labels, server: string | undefined): readonly Problem[] {
  const level = podSecurity.parseLevel(labels[podSecurity.levelLabel('enforce')] ?? 'privileged');
  if (level === undefined || level === 'privileged') return [];
  const version = labels[podSecurity.versionLabel('enforce')] ?? podSecurity.LATEST_VERSION;
  if (version === podSecurity.LATEST_VERSION) {
    const message = `${level} is enforced in the latest version: an upgrade of the cluster may refuse pods that run today.`;
    return [{ kind: 'unpinned', mode: 'enforce', message }];
  }
  if (server === undefined || podSecurity.parseVersion(version) === undefined) return [];
  const newest = podSecurity.versionOn(podSecurity.REVIEWED_MINOR, server);
  const changed = podSecurity.rulesChangedBetween(version, newest);
  if (changed.length === 0) return [];
  const message = `${level} is enforced as of ${version}: ${changed.length} rules have changed up to ${newest}.`;
  return [{ kind: 'old', mode: 'enforce', message }];
}
