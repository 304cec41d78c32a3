/** A role held against an audit log: what its holders used, and the role narrowed to that. */
import {
  type AuditLog,
  type Change,
  count,
  type Edit,
  type Evidence,
  type Json,
  may,
  nameSome,
  objectName,
  type Proposal,
  type RoleSubject,
  rbac,
  refOf,
  use,
  type View,
} from 'kubectl-harden/plugin-api';
import { HOLDER_READS, holdersOf, unreadRights } from './holders.ts';
import { DOUBT_READS, doubtsOfLog, settled, type UseSettings } from './log-doubts.ts';
import { ruleKey } from './shared.ts';

export const USE_READS = [...HOLDER_READS, ...DOUBT_READS, may.fact(rbac.grantsByName)] as const;
export type UseView = View<(typeof USE_READS)[number]>;

export interface ByUse {
  readonly log: AuditLog;
  readonly found: use.RoleUse;
  readonly bindings: readonly rbac.AnyBinding[];
}

/** `undefined`: no log was given, or the role is not judged by one. */
export function byUse({ ref, object }: RoleSubject, view: UseView): ByUse | undefined {
  const log = view.evidence('AuditLog').value;
  if (log === undefined || rbac.isAggregated(object)) return undefined;
  const policy = view.evidence('AuditPolicy').value;
  const { bindingsOf, aggregatesOf } = view.derive(rbac.rights).value;
  const own = bindingsOf(ref);
  const others =
    ref.kind === 'ClusterRole' ? aggregatesOf(ref.name).flatMap((name) => bindingsOf({ ...ref, name })) : [];
  const bindings = [...own, ...others];
  const found = use.roleUse(
    { role: object, bindings, ...(policy === undefined ? {} : { policy }) },
    log,
    view.derive(rbac.grantsByName).value,
  );
  return { log, found, bindings: own };
}

export function logEvidence({ log, found }: Pick<ByUse, 'log' | 'found'>): Evidence {
  const requests = found.used.reduce((sum, { requests: each }) => sum + each, 0);
  return {
    text: `${use.logTitle(log)}: ${count(requests, 'request')} of its holders that it allows, ${count(found.used, 'different one')}.`,
    source: log.sources.join(', '),
  };
}

export function trimByUse(subject: RoleSubject, given: ByUse, view: UseView, settings: UseSettings): Proposal {
  const { log, found } = given;
  const doubts = doubtsOf(subject, given, view, settings);
  const changes = found.used.length === 0 ? withoutBindings(given) : [narrowed(subject, found.trim)];
  return settled(doubts, { reason: proof(log, found), changes, caveats: caveatsOf(found) });
}

function proof(log: AuditLog, { used }: use.RoleUse): string {
  const requests = used.reduce((sum, { requests: each }) => sum + each, 0);
  return `${count(requests, 'request')} of ${use.spanOf(log)} of audit log, asked again of the narrowed role: none is refused.`;
}

function doubtsOf(
  subject: RoleSubject,
  { log, found }: ByUse,
  view: UseView,
  settings: UseSettings,
): readonly use.Doubt[] {
  const said = (isSo: boolean, text: string): readonly use.Doubt[] => (isSo ? [{ text }] : []);
  const unread = unreadRights(view);
  return [
    ...doubtsOfLog(log, view, settings),
    ...said(!holdersOf(subject, view).isWhole, 'Not all bindings could be read: somebody else may hold it.'),
    ...said(unread.length > 0, `What holders hand on is not known: ${unread.join(', ')} objects could not be read.`),
    ...said(found.used.length === 0, 'Its holders used nothing of it: it may be for emergencies.'),
    ...said(found.absent.length > 0, `No request of ${nameSome(found.absent)} is in the audit log.`),
    ...said(
      found.hidden.length > 0,
      `The audit policy lets no event exist of ${found.hidden.map(rbac.describeRule).join('; ')}: it stays.`,
    ),
    ...askedText(log, found),
    ...said(
      found.unknownGrants.length > 0,
      `A holder wrote ${nameSome(found.unknownGrants)}, which is gone: what it had to hold for that is not known.`,
    ),
  ];
}

const ASKED = {
  kubelet:
    'Kubelets asked the API server what others may do: whether a holder uses the rights on nodes that go is not recorded.',
  path: 'The control plane asked what others may do: whether a holder uses the paths that go is not recorded.',
} as const;

/** Who asks for a right in the name of its holder leaves no event of the holder. */
function askedText(log: AuditLog, { trim }: use.RoleUse): readonly use.Doubt[] {
  const askers = use.askersIn(log);
  const asked = use.askedElsewhere(trim.removed, askers);
  if (asked === undefined) return [];
  if (asked !== 'other') return [{ text: ASKED[asked] }];
  return [{ text: `${nameSome(askers.others)} asked the API server what others may do: what for is not recorded.` }];
}

function caveatsOf({ trim }: use.RoleUse): readonly string[] {
  return [
    ...(trim.unseen.length === 0
      ? []
      : [`Stays, because no event shows its use: ${trim.unseen.map(rbac.describeRule).join('; ')}.`]),
    'The API server lets you write this role only if you hold every right that stays in it.',
  ];
}

/** Other findings may take parts of what is used away, once a person says so. */
function narrowed({ ref, rules }: RoleSubject, { rules: after }: use.Trim): Change {
  const stays = new Set(after.map(ruleKey));
  const was = new Set(rules.map(ruleKey));
  const edits = [
    ...rules
      .filter((rule) => !stays.has(ruleKey(rule)))
      .map((rule): Edit => ({ op: 'exclude', path: ['rules'], value: { ...rule } as Json })),
    ...after
      .filter((rule) => !was.has(ruleKey(rule)))
      .map((rule): Edit => ({ op: 'include', path: ['rules'], value: rule as Json, yields: true })),
  ];
  return { op: 'edit', target: ref, edits };
}

function withoutBindings({ bindings }: ByUse): readonly Change[] {
  return bindings.map((binding) => ({ op: 'delete', target: refOf(binding) }));
}

export function unusedText({ ref }: RoleSubject, { log, found }: ByUse): string {
  const span = use.spanOf(log);
  if (found.used.length === 0) return `${objectName(ref)} was not used in ${span} of audit log.`;
  return `${objectName(ref)} allows what no holder used in ${span} of audit log: ${rbac.describeAtoms(found.trim.removed)}.`;
}
