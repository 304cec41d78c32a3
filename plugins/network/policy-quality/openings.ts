/** Rules that let everybody through. */
import { network, plan, type Violation } from 'kubectl-harden/plugin-api';

const NARROW = plan(
  'Which flows are needed is not visible: name their peers and ports, then take the rule for all away.',
);

const WHOM = { Ingress: 'all sources', Egress: 'all destinations' } as const;

export function openings(policy: network.Policy): readonly Violation[] {
  return (['Ingress', 'Egress'] as const).flatMap((direction) => {
    if (network.openersOf([policy], direction).length > 0) {
      const message = `Its rules for ${direction.toLowerCase()} allow ${WHOM[direction]} on all ports.`;
      return [{ message, path: ['spec', direction.toLowerCase()], key: 'everybody', proposal: NARROW }];
    }
    return direction === 'Ingress' ? fromEveryNamespace(policy) : [];
  });
}

/** On some ports only: worth less than a rule for everybody. */
function fromEveryNamespace(policy: network.Policy): readonly Violation[] {
  const rules = (policy.spec?.ingress ?? []) as readonly network.IngressRule[];
  if (!rules.some(({ from }) => (from ?? []).some(isEveryPod))) return [];
  return [
    {
      message: 'A rule for ingress admits every pod of every namespace.',
      path: ['spec', 'ingress'],
      key: 'every namespace',
      severity: 'low',
      severityReason: 'lowered: on some ports only',
      proposal: NARROW,
    },
  ];
}

function isEveryPod({ namespaceSelector, podSelector }: network.Peer): boolean {
  const isEmpty = (selector: object | undefined) =>
    selector !== undefined && Object.values(selector).every((part) => Object.keys(part ?? {}).length === 0);
  return isEmpty(namespaceSelector) && (podSelector === undefined || isEmpty(podSelector));
}

/** Rules of a direction that the policy leaves out refuse nothing and allow nothing. */
export function withoutEffect(policy: network.Policy): readonly Violation[] {
  const spec = (policy.spec ?? {}) as Readonly<Record<string, unknown>>;
  const given = network.directionsOf(policy);
  return (['Ingress', 'Egress'] as const).flatMap((direction) => {
    const field = direction.toLowerCase();
    const rules = spec[field];
    if (!Array.isArray(rules) || given.includes(direction)) return [];
    const what =
      rules.length === 0 ? `Its empty list for ${field} refuses nothing` : `Its rules for ${field} have no effect`;
    const types = policy.spec?.policyTypes ?? [];
    const why = types.length === 0 ? 'policyTypes is not set' : `policyTypes names ${types.join(', ')} alone`;
    return [
      {
        message: `${what}: ${why}.`,
        path: ['spec', 'policyTypes'],
        key: direction,
        proposal: plan(
          `Name ${direction} in policyTypes where it is meant, after the flows that are needed are allowed.`,
        ),
      },
    ];
  });
}
