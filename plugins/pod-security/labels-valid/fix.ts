/** Labels that say what is meant, refusing nobody who is admitted today. */
import { count, type NamespaceSubject, type Proposal, plan, podSecurity, type View } from 'kubectl-harden/plugin-api';
import { advisory } from '../advisory-labels.ts';
import { enforced, labelled, setLevel, setVersion } from '../labels.ts';
import {
  meets,
  pinCaveats,
  pinnedVersion,
  type REACH_READS,
  reachOf,
  refusedBy,
  rulesVersion,
  unreadable,
  unreviewed,
} from '../reach.ts';
import type { Problem, ProblemKind } from './problems.ts';

type Mode = podSecurity.Mode;
type Reader = View<(typeof REACH_READS)[number]>;
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
      mode === 'enforce' ? pinnedVersion(view) : podSecurity.LATEST_VERSION,
      'The latest version is in effect already.',
    ),
  unpinned: pinUnpinned,
  old: renewPin,
  unread: () => plan('Which label is meant is for whoever wrote it to say.'),
};

function report(namespace: NamespaceSubject, mode: Mode): Proposal {
  return advisory(namespace, [setLevel(mode, 'restricted')], `The mode ${mode} refuses nobody.`);
}

function pinned(namespace: NamespaceSubject, mode: Mode, version: string | undefined, reason: string): Proposal {
  if (version === undefined) return plan('The version to pin is unknown: no API server was asked.');
  const edits = [setVersion(mode, version)];
  if (mode !== 'enforce') return advisory(namespace, edits, reason);
  return { readiness: 'ready', reason, changes: labelled(namespace, edits) };
}

/** The rules in effect are the server's own: where these are not known here, pinning older ones may refuse more. */
function pinUnpinned(namespace: NamespaceSubject, view: Reader, mode: Mode): Proposal {
  const proposal = pinned(namespace, mode, pinnedVersion(view), 'The rules in effect today stay as they are.');
  const sentence = unreviewed(view);
  if (sentence === undefined || proposal.readiness !== 'ready') return proposal;
  return { ...proposal, readiness: 'review', reason: `${sentence}: these may refuse more, or less.` };
}

/** Restricted is in effect: what is written must not refuse more, and should not refuse what was meant to run. */
function fixEnforced(namespace: NamespaceSubject, view: Reader): Proposal {
  const version = rulesVersion(view);
  const reach = reachOf(view, version);
  if (reach === undefined) return plan(unreadable(view, namespace.name));
  const label = namespace.object?.metadata.labels?.[podSecurity.levelLabel('enforce')] ?? '';
  const meant = podSecurity.parseLevel(label.trim().toLowerCase()) ?? reach.level;
  const level = podSecurity.compareLevels(meant, reach.level) > 0 ? reach.level : meant;
  const caveats = refusedBy(reach, { level: 'restricted', version }).map(({ text }) => text);
  if (level === 'privileged') {
    return plan('Its workloads meet no level that could be written instead.', { caveats });
  }
  return {
    readiness: 'review',
    reason: `${JSON.stringify(label)} enforces restricted today; ${level} may be what was meant.`,
    changes: labelled(namespace, enforced(level, pinnedVersion(view))),
    caveats: [...caveats, ...pinCaveats(view)],
  };
}

/** Whoever pinned a version chose it: another one is a new choice, also where it refuses nobody. */
function renewPin(namespace: NamespaceSubject, view: Reader): Proposal {
  const version = rulesVersion(view);
  const reach = reachOf(view, version);
  if (reach === undefined) return plan(unreadable(view, namespace.name));
  const level =
    podSecurity.parseLevel(namespace.object?.metadata.labels?.[podSecurity.levelLabel('enforce')] ?? '') ??
    'restricted';
  const refused = refusedBy(reach, { level, version });
  return {
    readiness: 'review',
    reason: refused.length === 0 ? meets(reach, level) : `${version} refuses ${count(refused, 'workload')} more.`,
    changes: labelled(namespace, [setVersion('enforce', version)]),
    caveats: refused.map(({ text }) => text),
  };
}
