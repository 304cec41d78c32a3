/** What upstream has that we lack. Pure. */
import { minorOf, REVIEWED_MINOR, RULES } from '../../src/analysis/pod-security/index.ts';
import {
  expectedForAnonymous,
  hasWildcard,
  isExpectedAdministrator,
  isShippedWildcard,
} from '../../src/analysis/rbac/index.ts';
import type { AnyBinding, AnyRole } from '../../src/analysis/rbac/types.ts';
import { KINDS } from '../../src/kube/kinds.generated.ts';
import { MODELS } from '../../src/sources/files/read/shapes.generated.ts';
import type { Upstream } from './facts.ts';
import { KNOWN, type Known } from './known.ts';

export interface Gap {
  /** Where it belongs: `Pod Security`, `kinds` ... */
  readonly area: string;
  /** A sentence without a full stop. */
  readonly what: string;
}

export function gapsOf(upstream: Upstream, known: Known = KNOWN): readonly Gap[] {
  return [
    ...inArea('release', release(upstream)),
    ...inArea('Pod Security', checks(upstream)),
    ...inArea('sysctls', sysctls(upstream)),
    ...inArea('RBAC', [...wildcards(upstream), ...openBindings(upstream)]),
    ...inArea('kinds', kinds(upstream, known)),
    ...inArea('fields', fields(upstream, known)),
    ...inArea('feature gates', gates(upstream, known)),
  ];
}

function inArea(area: string, found: readonly string[]): readonly Gap[] {
  return found.map((what) => ({ area, what }));
}

function release(upstream: Upstream): readonly string[] {
  if (minorIn(upstream) <= REVIEWED_MINOR) return [];
  return [`${upstream.release} is newer than the rules reviewed up to 1.${REVIEWED_MINOR}`];
}

function minorIn({ release }: Upstream): number {
  return minorOf(release) ?? Number.POSITIVE_INFINITY;
}

/** A check that we lack, or one whose level, revisions or substitutes differ. Revisions after the release do not count. */
function checks(upstream: Upstream): readonly string[] {
  return upstream.policy.checks.flatMap(({ id, level, revisions }) => {
    const own = RULES.find((rule) => rule.id === id);
    if (own === undefined) return [`${level} check ${id} has no rule`];
    const minors = (from: readonly { readonly since: number }[]) => from.map(({ since }) => `1.${since}`).join(', ');
    const ours = minors(own.revisions.filter(({ since }) => since <= minorIn(upstream)));
    const replaced = [...new Set(revisions.flatMap(({ overrides }) => overrides))].join(', ');
    return [
      ...(own.level === level ? [] : [`${id} is of level ${level}, the rule of ${own.level}`]),
      ...(ours === minors(revisions) ? [] : [`${id} has revisions ${minors(revisions)}, the rule ${ours}`]),
      ...((own.overrides ?? '') === replaced ? [] : [`${id} stands in for ${replaced || 'none'}`]),
    ];
  });
}

/** What the kubelet calls safe is allowed by some revision of the rule. */
function sysctls({ policy }: Upstream): readonly string[] {
  const look = RULES.find(({ id }) => id === 'sysctls')?.revisions.at(-1)?.look;
  return policy.safeSysctls
    .filter((name) => {
      const spec = { containers: [], securityContext: { sysctls: [{ name, value: '1' }] } };
      const pod = { spec, annotations: {}, containers: [], isWindows: false, isInUserNamespace: false };
      return look === undefined || look(pod as Parameters<typeof look>[0]).length > 0;
    })
    .map((name) => `${name} is safe for the kubelet, and refused by the newest rule`);
}

function wildcards({ roles }: Upstream): readonly string[] {
  return (roles as unknown as readonly AnyRole[]).flatMap((role) =>
    (role.rules ?? [])
      .filter((rule) => hasWildcard(rule) && !isShippedWildcard(role, rule))
      .map(
        (rule) =>
          `default ${role.kind} ${role.metadata.name} has a wildcard that is not known: ${JSON.stringify(rule)}`,
      ),
  );
}

/** Default bindings of everybody, and of administrators. */
function openBindings({ bindings }: Upstream): readonly string[] {
  return (bindings as unknown as readonly AnyBinding[]).flatMap((binding) =>
    (binding.subjects ?? []).flatMap((subject) => {
      const { name } = binding.metadata;
      if (subject.name === 'system:unauthenticated' && expectedForAnonymous(binding) === undefined)
        return [`default binding ${name} is open to anonymous requests`];
      if (binding.roleRef.name === 'cluster-admin' && !isExpectedAdministrator(subject))
        return [`default binding ${name} makes ${subject.name} an administrator`];
      return [];
    }),
  );
}

/** Kinds that are neither typed nor left out on purpose. */
function kinds({ served }: Upstream, { unreadKinds }: Known): readonly string[] {
  const own = new Set(Object.values(KINDS).map(({ group, plural }) => `${plural}.${group}`));
  const found = new Set(served.map(({ group, resource }) => `${resource}.${group}`));
  return [...found]
    .filter((name) => !own.has(name) && !unreadKinds.has(name))
    .sort()
    .map((name) => `${name.replace(/\.$/, '')} is served: read it, or name it as left out`);
}

/** Members of the structures that typed kinds are made of. */
function fields({ members }: Upstream, { unknownFields }: Known): readonly string[] {
  return Object.entries(MODELS).flatMap(([model, shape]) => {
    const [, version = '', name = ''] = /^(V\d+(?:(?:alpha|beta)\d+)?)(.+)$/.exec(model) ?? [];
    const served = members.get(`${version.toLowerCase()}.${name}`) ?? [];
    return served
      .filter((member) => !Object.hasOwn(shape.members, member) && !unknownFields.has(`${name}.${member}`))
      .map((member) => `${name}.${member} is not known to the types of the client`);
  });
}

/** On without being asked for, and about what checks judge. */
const ABOUT =
  /Admission|Auth|Certificate|Credential|Impersonat|Kubelet.*Authz|PodSecurity|ProcMount|SELinux|Seccomp|AppArmor|Secret|Supplemental|Sysctl|Token|TrustBundle|User(?:Namespace)/;

function gates({ gates }: Upstream, { reviewedGates }: Known): readonly string[] {
  return gates
    .filter(({ name, stage, isOn }) => isOn && stage !== 'ALPHA' && ABOUT.test(name) && !reviewedGates.has(name))
    .map(
      ({ name, stage }) =>
        `${name} is on (${stage === '' ? 'GA' : stage.toLowerCase()}): which verdicts does it change`,
    );
}
