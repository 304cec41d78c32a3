/** Containers that ask for less confinement by the kernel than they have without asking. */
import {
  defineCheck,
  type podSecurity,
  podTemplate,
  tables,
  unknown,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { brokenRules, DOUBT, RULE_READS } from '../rules.ts';
import { shippedWith, weighed } from '../shipped.ts';
import { appArmorKey, strayAnnotations } from './annotations.ts';
import { confine } from './confine.ts';

const RULES = ['appArmorProfile', 'seLinuxOptions', 'procMount'];

const MEANS: Readonly<Record<string, string>> = {
  appArmorProfile: 'switches off the AppArmor profile of the runtime',
  seLinuxOptions: 'runs under an SELinux label of its own, with other rights than containers have',
  procMount: 'sees parts of /proc that are hidden from containers',
};

function violationOf(workload: Workload, broken: podSecurity.RuleViolation, component: string | undefined): Violation {
  const { podPath } = workload;
  const { rule, container: name } = broken;
  const path =
    broken.path === undefined
      ? [...podPath.slice(0, -1), 'metadata', 'annotations', appArmorKey(name ?? '')]
      : [...podPath, ...broken.path];
  const container = workload.containers.find((each) => each.name === name);
  return {
    message: `${name === undefined ? 'The pod' : `Container ${name}`} ${MEANS[rule] ?? rule}.`,
    path,
    ...(name === undefined ? {} : { part: name }),
    ...weighed('high', undefined, component),
    ...(container?.role === 'ephemeral' ? {} : { proposal: confine(workload, broken, path) }),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/apparmor-selinux-procmount',
    title: 'AppArmor, SELinux and /proc stay as the runtime sets them',
    severity: 'high',
    rationale:
      'AppArmor, SELinux and the masked parts of /proc keep a container that was broken into from the kernel and the files of its node. They hold by themselves where nothing is said; a container that asks for less stands one kernel call from its node.',
    guidance:
      'Remove `appArmorProfile.type: Unconfined`, `seLinuxOptions` with a type, user or role of its own, and `procMount: Unmasked`, or run the pod with `hostUsers: false` where it builds containers itself. Write a `Localhost` profile where the one of the runtime refuses what the program needs.',
    item: 'workloads',
    refs: [
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'appArmorProfile' },
      { framework: 'pss', control: 'seLinuxOptions' },
      { framework: 'pss', control: 'procMount' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: RULE_READS,
  tables: [tables.platformComponents],
  applies: podTemplate.runsOnLinux,
  evaluate(workload, { view }) {
    const component = shippedWith(workload, view.table(tables.platformComponents));
    const { violations, isInDoubt } = brokenRules(workload, RULES, view);
    const isOf = ({ container }: podSecurity.RuleViolation) =>
      container === undefined || workload.containers.some(({ name }) => name === container);
    const found = [
      ...violations.filter(isOf).map((each) => violationOf(workload, each, component)),
      ...strayAnnotations(workload),
    ];
    return found.length === 0 && isInDoubt ? unknown(DOUBT) : found;
  },
  remediation: {
    title: 'Leave the confinement as the runtime sets it',
    kind: 'patch',
    disruption: 'rollout',
  },
});
