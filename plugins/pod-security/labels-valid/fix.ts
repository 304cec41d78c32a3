/** Labels that say what is meant, refusing nobody who is admitted today. */
import type { NamespaceSubject, Proposal, View } from 'kubectl-harden/plugin-api';
import {
  compareLevels,
  LATEST_VERSION,
  levelLabel,
  type Mode,
  parseLevel,
} from '../../../src/analysis/pod-security/index.ts';
import { labelAdvisory } from '../advisory-labels.ts';
import { enforced, labelled, setLevel, setVersion } from '../labels.ts';
import { counted, meets, pinnedVersion, reachOf, refusedBy, rulesVersion, unreadable } from '../reach.ts';
import type { Problem, ProblemKind } from './problems.ts';

type Reader = View<'Workload' | 'IdleWorkload' | 'ServerVersion'>;
type Fix = (namespace: NamespaceSubject, view: Reader, mode: Mode) => Proposal | undefined;

export function fixProblem({ kind, mode }: Pick<Problem, 'kind' | 'mode'>, namespace: NamespaceSubject, view: Reader) {
  return FIXES[kind](namespace, view, mode);
}

const FIXES: Readonly<Record<ProblemKind, Fix>> = {
  level: (namespace, view, mode) => (mode === 'enforce' ? fixEnforced(namespace, view) : report(namespace, mode)),
  version: (namespace, view, mode) =>
    pinned(
      namespace,
      mode,
      mode === 'enforce' ? pinnedVersion(view) : LATEST_VERSION,
      'The latest version is in effect already.',
    ),
  unpinned: (namespace, view, mode) =>
    pinned(namespace, mode, pinnedVersion(view), 'The rules in effect today stay as they are.'),
  old: renewPin,
};

function report(namespace: NamespaceSubject, mode: Mode): Proposal {
  return labelAdvisory(namespace, [setLevel(mode, 'restricted')], `The mode ${mode} refuses nobody.`);
}

function pinned(namespace: NamespaceSubject, mode: Mode, version: string | undefined, reason: string): Proposal {
  if (version === undefined)
    return { readiness: 'plan', reason: 'Which version to pin only an API server knows.', changes: [] };
  const edits = [setVersion(mode, version)];
  if (mode !== 'enforce') return labelAdvisory(namespace, edits, reason);
  return { readiness: 'ready', reason, changes: labelled(namespace, edits) };
}

/** Restricted is in effect: what is written must not refuse more, and should not refuse what was meant to run. */
function fixEnforced(namespace: NamespaceSubject, view: Reader): Proposal {
  const version = rulesVersion(view);
  const reach = reachOf(view, namespace.name, version);
  if (reach === undefined) return { readiness: 'plan', reason: unreadable(view, namespace.name), changes: [] };
  const label = namespace.object?.metadata.labels?.[levelLabel('enforce')] ?? '';
  const meant = parseLevel(label.trim().toLowerCase()) ?? reach.level;
  const level = compareLevels(meant, reach.level) > 0 ? reach.level : meant;
  const caveats = refusedBy(reach, { level: 'restricted', version }).map(({ text }) => text);
  if (level === 'privileged') {
    const reason = 'Its workloads meet no level that could be written instead.';
    return { readiness: 'plan', reason, changes: [], caveats };
  }
  return {
    readiness: 'look',
    reason: `${JSON.stringify(label)} enforces restricted today; ${level} may be what was meant.`,
    changes: labelled(namespace, enforced(level, pinnedVersion(view))),
    caveats,
  };
}

/** Whoever pinned a version chose it: another one is a new choice, also where it refuses nobody. */
function renewPin(namespace: NamespaceSubject, view: Reader): Proposal {
  const version = rulesVersion(view);
  const reach = reachOf(view, namespace.name, version);
  if (reach === undefined) return { readiness: 'plan', reason: unreadable(view, namespace.name), changes: [] };
  const level = parseLevel(namespace.object?.metadata.labels?.[levelLabel('enforce')] ?? '') ?? 'restricted';
  const refused = refusedBy(reach, { level, version });
  return {
    readiness: 'look',
    reason: refused.length === 0 ? meets(reach, level) : `${version} refuses ${counted(refused.length)} more.`,
    changes: labelled(namespace, [setVersion('enforce', version)]),
    caveats: refused.map(({ text }) => text),
  };
}
