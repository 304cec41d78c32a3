/** Which checks belong together: the profiles that `--profile` takes. */
import type { Check, CheckMeta } from '../plugin-api/index.ts';
import { PSS_BASELINE } from './controls/others.ts';
import { ITEMS } from './items.ts';
import { PROFILES, type Profile } from './names.ts';

/**
 * Checks that would say something of nearly every workload and stop no intruder by themselves, and why each is off. Only the
 * profile full, and who names them, asks for them.
 */
export const OFF_BY_DEFAULT: Readonly<Record<string, string>> = {
  'hygiene/quota': 'limits keep neighbours fair; which ones are right only their owners know',
  'images/minimal-base': 'a smaller image is a change of its build, not of the cluster',
  'images/pull-policy': 'newer kubelets check the rights to an image themselves',
  'rbac/unused-roles': 'a role that nobody has gives nobody rights',
  'secrets/rotation': 'the age of a Secret tells little: much is rotated elsewhere',
  'secrets/unused': 'programs may read Secrets that no object names',
  'workloads/probes': 'probes serve availability, and a wrong one ends healthy pods',
  'workloads/resources': 'the right numbers come from measuring, not from a rule',
  'workloads/user-namespaces': 'most images and volumes are not tried with them yet',
};

const ESSENTIAL_ITEMS: ReadonlySet<string> = new Set(ITEMS.filter(({ essential }) => essential).map(({ id }) => id));
const BASELINE: ReadonlySet<string> = new Set(PSS_BASELINE.map(({ id }) => id));

const CONTAINS: Readonly<Record<Profile, (check: Check) => boolean>> = {
  full: () => true,
  essentials: isEssential,
  'guide-a': ({ meta }) => refersTo(meta, 'guide', (control) => control.startsWith('A')),
  'guide-b': ({ meta }) => refersTo(meta, 'guide', (control) => control.startsWith('B')),
  'pss-baseline': ({ meta }) => refersTo(meta, 'pss', (control) => BASELINE.has(control)),
  'pss-restricted': ({ meta }) => refersTo(meta, 'pss'),
  cis: ({ meta }) => refersTo(meta, 'cis-k8s'),
  nsa: ({ meta }) => refersTo(meta, 'nsa-cisa'),
  owasp: ({ meta }) => refersTo(meta, 'owasp-k8s-2025'),
};

export function isInProfile(check: Check, profile: Profile): boolean {
  return CONTAINS[profile](check);
}

export function profilesOf(check: Check): readonly Profile[] {
  return PROFILES.filter((profile) => isInProfile(check, profile));
}

/** Why nobody is asked it who names neither it nor a profile with it. */
export function whyOff({ meta }: Pick<Check, 'meta'>): string | undefined {
  return OFF_BY_DEFAULT[meta.id];
}

/** Critical, high or part of the closing checklist, with what the same change resolves at no extra decision. */
function isEssential(check: Check): boolean {
  const { meta } = check;
  if (whyOff(check) !== undefined) return false;
  const isGrave = meta.severity === 'critical' || meta.severity === 'high';
  // A person is asked few questions (ux N9): those of little weight wait.
  if (check.mode === 'manual' && meta.severity === 'low') return false;
  return isGrave || ESSENTIAL_ITEMS.has(meta.item) || isRider(check);
}

/** Its changes go into the pod template, which restarts once whatever is changed in it. */
function isRider(check: Check): boolean {
  return check.mode === 'automated' && check.subject === 'Workload' && check.remediation?.kind === 'patch';
}

function refersTo({ refs }: CheckMeta, framework: string, fits: (control: string) => boolean = () => true): boolean {
  return refs.some((ref) => ref.framework === framework && fits(ref.control));
}
