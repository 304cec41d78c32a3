/** The same rule without stars, from what the API server serves: how much of what is in use could get lost. */
import {
  type ApiResource,
  type Change,
  controlPlane,
  type Edit,
  type Json,
  nameSome,
  type Proposal,
  plan,
  type RoleSubject,
  rbac,
} from 'kubectl-harden/plugin-api';
import { binderDoubt } from '../binders.ts';
import { holdersOf, mayImpersonate, unreadRights } from '../holders.ts';
import { judgedByLog } from '../narrowed.ts';
import type { Reads } from './reads.ts';

type Rule = rbac.Rule;
type Expansion = rbac.Expansion;

export function expansion(rule: Rule, subject: RoleSubject, view: Reads): Proposal {
  if (rbac.isAggregated(subject.object)) return notHere(subject, view);
  const log = judgedByLog(subject, view, (rules) => rules.some(rbac.hasWildcard));
  if (log !== undefined) return log.is === 'unused' ? log.proposal : plan(log.because);
  const served = view.evidence('Discovery').value;
  if (served === undefined && !(rule.apiGroups ?? []).every(rbac.isBuiltInGroup))
    return plan('Which resources and verbs there are is known to an API server only, and none was asked.');
  const discovery = served ?? rbac.BUILT_IN_RESOURCES;
  const explicit = rbac.expandWildcards(rule, discovery, { isNamespaced: subject.ref.kind === 'Role' });
  if (explicit === undefined)
    return plan('A wildcard for all paths cannot be expanded: no API lists paths. Name the ones that are needed.');
  if (explicit.rules.length === 0) return plan(nothingServed(explicit));
  const evidence = [{ text: `Resources served today: ${discovery.length}.`, source: 'GET /apis' }];
  const changes = [changeOf(subject, rule, explicit)];
  if (served === undefined) return { readiness: 'review', reason: notAsked(view), changes, caveats: caveatsOf(rule) };
  const judgement = judge(explicit, doubtOf(rule, explicit, subject, discovery, view), subject, view);
  return { ...judgement, changes, caveats: caveatsOf(rule), evidence };
}

function nothingServed({ unserved, lost }: Expansion): string {
  const what =
    unserved.length === 0
      ? `What it allows no discovery lists (${rbac.describeAtoms(lost, 2)})`
      : `Nothing that it allows is served today (${nameSome(unserved)})`;
  return `${what}: name the verbs yourself, or delete the rule.`;
}

/** A loss is none to a role that nobody holds, and that nobody is about to get. */
function judge(
  expansion: Expansion,
  loss: string | undefined,
  subject: RoleSubject,
  view: Reads,
): Pick<Proposal, 'readiness' | 'reason'> {
  const isHeld = !holdersOf(subject, view).isNobody;
  const doubt = isHeld ? undefined : binderDoubt(subject, view);
  if (!isHeld && doubt === undefined)
    return { readiness: 'ready', reason: 'No binding refers to it, so nobody uses it today.' };
  if (loss === undefined) return { readiness: 'ready', reason: proof(expansion) };
  return { readiness: 'review', reason: doubt === undefined ? loss : `${doubt} ${loss}` };
}

function notAsked(view: Reads): string {
  const why = view.evidence('Discovery').coverage.reason ?? 'no API server was asked';
  return `Taken from Kubernetes ${rbac.BUILT_IN_VERSION}, not from this cluster: ${why}.`;
}

/** Its rules are written by the controller manager: what is changed here is put back. */
function notHere({ object }: RoleSubject, view: Reads): Proposal {
  const contributors = view
    .derive(rbac.rights)
    .value.contributorsOf(object)
    .map(({ metadata }) => metadata.name);
  const where = contributors.length === 0 ? 'none is there' : nameSome(contributors);
  return plan(
    `The controller manager fills this ClusterRole from those that its aggregationRule selects (${where}): change ` +
      'their rules, or take the label off them.',
  );
}

/** What may be in use and would be lost; `undefined`: nothing. */
function doubtOf(
  rule: Rule,
  { lost, lostFinalizers, unserved }: Expansion,
  subject: RoleSubject,
  discovery: readonly ApiResource[],
  view: Reads,
): string | undefined {
  if (lost.length > 0)
    return `The wildcard also grants rights that discovery does not list: ${rbac.describeAtoms(lost, 2)}. Whether they are used is unknown.`;
  if (unserved.length > 0) return `Not served today, and so left out: ${nameSome(unserved)}.`;
  const foreign = foreignGroups(rule, discovery);
  if (foreign.length > 0)
    return `The controllers of ${nameSome(foreign)} may ask for rights of their own, which no discovery lists.`;
  const areFinalizersAsked = asksForFinalizers(view);
  if (lostFinalizers.length > 0 && areFinalizersAsked !== false) {
    const known = areFinalizersAsked === true ? 'is on' : 'could be on, its flag was not read';
    return `The admission plugin OwnerReferencesPermissionEnforcement ${known}: it asks for ${rbac.describeAtoms(lostFinalizers, 1)}.`;
  }
  if (!(rule.verbs ?? []).includes('*')) return undefined;
  if (mayImpersonate(subject, view))
    return 'A holder may impersonate within limits, which asks for verbs that no discovery lists.';
  const unread = unreadRights(view);
  return unread.length === 0
    ? undefined
    : `Whether a holder may impersonate within limits is not visible: ${unread.join(', ')} objects could not be read.`;
}

/** Served groups of others in which the rule says "every verb" or "every resource": there the stars may mean more. */
function foreignGroups({ verbs, apiGroups, resources }: Rule, discovery: readonly ApiResource[]): readonly string[] {
  if (verbs?.includes('*') !== true && resources?.includes('*') !== true) return [];
  const isAll = apiGroups?.includes('*') === true;
  const foreign = discovery.map(({ group }) => group).filter((group) => !rbac.isBuiltInGroup(group));
  return [...new Set(foreign)].filter((group) => isAll || apiGroups?.includes(group));
}

/** `undefined`: the flags could not be read. */
function asksForFinalizers(view: Reads): boolean | undefined {
  const { answered } = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  return (
    answered?.flags.get('enable-admission-plugins')?.includes('OwnerReferencesPermissionEnforcement') ??
    (answered && false)
  );
}

function proof({ rules }: Expansion): string {
  const places = rules.flatMap(({ resources, nonResourceURLs }) => resources ?? nonResourceURLs ?? []);
  const where = places.length === 1 ? `on ${places[0]}` : `on ${places.length} resources and subresources`;
  return `Every verb that it allows and that is served today stays allowed, ${where}: nothing in use is lost.`;
}

/** What is written out gives way where another finding takes a part of it away. */
function changeOf({ ref }: RoleSubject, rule: Rule, { rules }: Expansion): Change {
  const include = rules.map((each): Edit => ({ op: 'include', path: ['rules'], value: each as Json, yields: true }));
  return {
    op: 'edit',
    target: ref,
    edits: [{ op: 'exclude', path: ['rules'], value: { ...rule } as Json }, ...include],
  };
}

function caveatsOf({ apiGroups, resources }: Rule): readonly string[] {
  const isOpenEnded =
    apiGroups?.includes('*') === true || resources?.some((resource) => resource.startsWith('*')) === true;
  return [
    ...(isOpenEnded ? ['Resources that are installed later are no longer allowed by this role.'] : []),
    'The API server lets you write this role only if you hold every right that stays in it.',
  ];
}
