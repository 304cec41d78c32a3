/** Controllers of Ingresses that nobody mends any more. */
import { defineCheck, isAtLeast, podTemplate, tables, type Violation, type Workload } from 'kubectl-harden/plugin-api';

type Row = tables.RetiredController;

function judge(workload: Workload, rows: readonly Row[]): readonly Violation[] {
  return workload.containers.flatMap((container) => {
    const { image = '' } = container.spec;
    const row = rows.find(({ images }) => podTemplate.isImageOf(image, images));
    if (row === undefined || container.role !== 'app') return [];
    const { tag } = podTemplate.parseImage(image);
    const path = [...container.path, 'image'];
    return [{ message: sentence(container.name, row, tag), path, part: container.name, ...weight(row, tag) }];
  });
}

function sentence(container: string, { name, retired, lastPatched }: Row, tag: string): string {
  const version = tag === '' ? 'in a version that its image does not name' : tag;
  const isLast = lastPatched.length === 0 || isAtLeast(tag, lastPatched) === true;
  const last = isLast ? '' : ` The last patched releases are ${lastPatched.join(', ')}.`;
  return `Container ${container} runs ${name} ${version}, which gets no fixes since ${retired}.${last}`;
}

/** Whoever may send a request to its admission webhook takes it over. */
function weight({ takenOverBefore }: Row, tag: string): Pick<Violation, 'severity' | 'severityReason'> {
  if (takenOverBefore.length === 0 || isAtLeast(tag, takenOverBefore) !== false) return {};
  const fixed = takenOverBefore.join(' and ');
  return { severity: 'critical', severityReason: `raised: any pod can take over versions before ${fixed}` };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/retired-controller',
    title: 'The ingress controller gets security fixes',
    severity: 'high',
    rationale:
      'The controller takes requests from everybody and mostly reads the TLS keys of the whole cluster. ingress-nginx was retired in March 2026: what is found in it from then on stays open. Before 1.11.5 and 1.12.1 any pod that reaches its admission webhook takes it over.',
    guidance:
      'Plan the move to a controller that is maintained, or to the Gateway API: list the Ingresses by their owners, translate their annotations, run both side by side, then move the names one by one. Until then run the last patched release, and let network policies admit nobody but the API server to its webhook.',
    item: 'ingress',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A5' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  tables: [tables.retiredControllers],
  evaluate: (workload, { view }) => judge(workload, view.table(tables.retiredControllers)),
  remediation: { title: 'Move to a controller that is maintained', kind: 'guide', disruption: 'traffic' },
});
