/** Releases that were published with code of an intruder. */
import { defineCheck, eachContainer, fitsPattern, tables } from 'kubectl-harden/plugin-api';
import { parse } from '../reference.ts';
import { eachImageVolume } from '../volumes.ts';

function judge(image: string, does: 'runs' | 'holds', rows: readonly tables.CompromisedImage[]) {
  const { repository, tag } = parse(image);
  const version = tag?.replace(/^v/, '');
  if (version === undefined) return undefined;
  const isVersion = ({ versions }: tables.CompromisedImage) =>
    versions.some((each) => version === each || version.startsWith(`${each}-`));
  const row = rows.filter(isVersion).find((each) => fitsPattern(each.repository, repository));
  if (row !== undefined) return { message: `${does} ${image}: ${row.what}.` };
  const copy = rows.filter(isVersion).find((each) => repository.endsWith(`/${withoutRegistry(each.repository)}`));
  return copy === undefined
    ? undefined
    : {
        message: `${does} ${image}, which is called like ${copy.repository}: ${copy.what}.`,
        confidence: 'inferred' as const,
      };
}

/** Mirrors keep the rest of the name. */
function withoutRegistry(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1);
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/compromised',
    title: 'Images are none that intruders published',
    severity: 'critical',
    rationale:
      'Some releases carry code of an intruder from the day they were published: it runs with the rights of the pod and sends away what it finds, tokens and keys first. No scanner for known vulnerabilities tells them, some of them are the scanner.',
    guidance:
      'Stop the workload, keep its logs and the image for whoever looks into it, and name a release from before or after. Treat every credential that the pod, its node or its pipeline could read as stolen: make new ones and revoke the old.',
    item: 'images',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1195.002' },
      { framework: 'guide', control: 'B6' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  tables: [tables.compromisedImages],
  evaluate(workload, { view }) {
    const rows = view.table(tables.compromisedImages);
    return [
      ...eachContainer(workload, ['image'], ({ spec }) => (spec.image ? judge(spec.image, 'runs', rows) : undefined)),
      ...eachImageVolume(workload, (image) => judge(image, 'holds', rows)),
    ];
  },
  remediation: {
    title: 'Stop it, and revoke what it could read',
    kind: 'guide',
    disruption: 'rollout',
  },
});
