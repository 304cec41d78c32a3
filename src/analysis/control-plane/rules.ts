/** Requirements on flags as rows: one outcome of all that shows the flags of the components. */
import type { Evidence, Outcome, Proposal, Severity, Verdict, Violation } from '../../plugin-api/index.ts';
import { may, type View } from '../../plugin-api/index.ts';
import {
  type Component,
  type ComponentName,
  controlPlane,
  describeUnseen,
  NO_API_SERVER_IN_FILES,
  settingsEvidence,
  type Witness,
} from './component.ts';
import { judgeFlags } from './demand.ts';
import type { Flags } from './flags.ts';
import { keeperOf } from './keepers.ts';
import { isNowhere } from './openshift.ts';
import { notVisible, type ProviderSetting } from './provider.ts';
import { type ComponentRecord, recordsOf } from './records.ts';

/** One requirement on the flags of one component. */
export interface FlagRule {
  readonly component: ComponentName;
  /** Tells findings of one replica apart. */
  readonly key: string;
  /** What is wrong where it is not met, the beginning of a sentence: "Static tokens are accepted". */
  readonly says: string;
  /** The flags that decide it, shown as evidence. */
  readonly flags: readonly string[];
  /** Why these flags do not meet it, a clause without a full stop; `undefined`: they do. An absent flag has its default. */
  lack(flags: Flags): string | undefined;
  /** What these flags leave open, a sentence with a full stop: a file that they name may say otherwise. */
  doubt?(flags: Flags): string | undefined;
  readonly severity?: Severity;
  readonly severityReason?: string;
}

export interface FlagQuestion {
  readonly rules: readonly FlagRule[];
  /** What a provider that runs the control plane is asked for. */
  readonly setting: ProviderSetting;
  /** A sentence: where the change is made. */
  readonly proposal: Proposal;
}

/** What judging flags takes. */
export const FLAG_READS = [
  may.fact(controlPlane),
  may('ControlPlaneRecords'),
  may('Node'),
  may('ServerVersion'),
] as const;
export type FlagReads = (typeof FLAG_READS)[number];

/** Of each component: where nothing shows it, what an installer has written down may tell that it fails, never that it passes. */
export function judgeRules(view: View<FlagReads>, context: string, question: FlagQuestion): Outcome {
  const components = componentsOf(view, question.rules);
  const found = [...components].flatMap(([name, component]) => {
    const rules = question.rules.filter((rule) => rule.component === name);
    return rules.flatMap((rule) => violationsOf(component, rule, question.proposal));
  });
  if (found.length > 0) return found;
  const recorded = [...components].flatMap(([name, component]) => recordedLacks(view, name, component, question));
  if (recorded.length > 0) return { status: 'fail', violations: recorded, confidence: 'inferred' };
  return seenOf(view, context, question, components);
}

type Components = ReadonlyMap<ComponentName, Component>;

function componentsOf(view: View<FlagReads>, rules: readonly FlagRule[]): Components {
  const plane = view.derive(controlPlane).value;
  return new Map(rules.map(({ component }) => [component, plane.component(component)]));
}

function violationsOf(component: Component, rule: FlagRule, proposal: Proposal): readonly Violation[] {
  const demand = {
    lack: (flags: Flags) => rule.lack(flags),
    message: (reason: string, pod: string | undefined) =>
      `${rule.says}${pod === undefined ? '' : ` in ${pod}`}: ${reason}.`,
    proposal,
  };
  const seen = { ...component, replicas: component.replicas.filter((each) => !isByVariable(each, rule)) };
  return judgeFlags(seen, demand).map((violation) => ({ ...violation, key: rule.key, ...severityOf(rule) }));
}

/** A variable may say what its flag does not. */
function isByVariable({ byVariable }: Witness, { flags }: FlagRule): boolean {
  return byVariable !== undefined && flags.some((flag) => byVariable.has(flag));
}

function severityOf({ severity, severityReason }: FlagRule): Pick<Violation, 'severity' | 'severityReason'> {
  return severity === undefined || severityReason === undefined ? {} : { severity, severityReason };
}

function recordedLacks(
  view: View<FlagReads>,
  name: ComponentName,
  component: Component,
  question: FlagQuestion,
): readonly Violation[] {
  if (!isNowhere(component)) return [];
  const records = recordsOf(view.evidence('ControlPlaneRecords').value, view.own('Node').value, name);
  return records.flatMap((record) => lacksOf(record, name, question));
}

function lacksOf(
  record: ComponentRecord,
  name: ComponentName,
  { rules, proposal }: FlagQuestion,
): readonly Violation[] {
  return rules.flatMap((rule) => {
    const isRecorded = rule.component === name && rule.flags.some((flag) => record.added.has(flag));
    const reason = isRecorded ? rule.lack(record.flags) : undefined;
    if (reason === undefined) return [];
    const { by, source, node } = record;
    const evidence: Evidence = { text: `${by} starts ${name} so: ${reason}.`, source };
    return [
      {
        message: `${rule.says}${node === undefined ? '' : ` on node ${node}`}: ${reason}.`,
        ...(node === undefined ? {} : { part: node }),
        key: rule.key,
        value: reason,
        evidence: [evidence],
        proposal,
        ...severityOf(rule),
      },
    ];
  });
}

function seenOf(
  view: View<FlagReads>,
  context: string,
  { rules, setting }: FlagQuestion,
  components: Components,
): Verdict {
  const evidence = [...components].flatMap(([name, { witnesses }]) => {
    const flags = [...new Set(rules.filter(({ component }) => component === name).flatMap((rule) => rule.flags))];
    return witnesses.map((witness) => settingsEvidence(witness, flags));
  });
  const doubts = doubtsOf(rules, components);
  const isSeen = [...components.values()].every(({ witnesses, hidden }) => witnesses.length > 0 && hidden.length === 0);
  if (isSeen && doubts.length === 0) return { status: 'pass', evidence, confidence: 'direct' };
  const unseen = [...new Set([...components.values()].flatMap((each) => each.unseen).map(describeUnseen))];
  const record = view.evidence('ControlPlaneRecords').coverage.state;
  const further = record === 'denied' ? ['kubeadm-config: get ConfigMaps in kube-system is denied to you.'] : [];
  const hint = view.isCluster
    ? [notVisible(setting, keeperFor(view, components), context)]
    : [`${NO_API_SERVER_IN_FILES}`];
  const said = [...(evidence.length === 0 ? hint : []), ...evidence, ...doubts, ...unseen, ...further];
  const texts = said.map((each) => (typeof each === 'string' ? { text: each } : each));
  return { status: 'unknown', evidence: texts, confidence: 'direct' };
}

/** Where pods of the API server are there no provider runs it, whatever the version says. */
function keeperFor(view: View<FlagReads>, components: Components) {
  const records = view.evidence('ControlPlaneRecords').value;
  const isVisible = (components.get('kube-apiserver')?.replicas.length ?? 0) > 0;
  return isVisible ? undefined : keeperOf(view.evidence('ServerVersion').value, view.own('Node').value, records);
}

function doubtsOf(rules: readonly FlagRule[], components: Components): readonly string[] {
  const found = rules.flatMap((rule) =>
    (components.get(rule.component)?.witnesses ?? []).flatMap((witness) => doubtOf(rule, witness)),
  );
  return [...new Set(found)];
}

function doubtOf(rule: FlagRule, witness: Witness): readonly string[] {
  if (!isByVariable(witness, rule)) return [rule.doubt?.(witness.flags) ?? []].flat();
  const taken = rule.flags.filter((flag) => witness.byVariable?.has(flag) === true).map((flag) => `--${flag}`);
  return [`${witness.name} takes ${taken.join(' and ')} from variables, whose values are not read.`];
}
