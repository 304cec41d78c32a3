/** Releases that were published with code of an intruder. */
import { type Container, defineCheck, eachContainer, fitsPattern, tables } from 'kubectl-harden/plugin-api';
import { referenceOf } from '../reference.ts';

function compromised(container: Container, rows: readonly tables.CompromisedImage[]) {
  const reference = referenceOf(container);
  const version = reference?.tag?.replace(/^v/, '');
  if (reference === undefined || version === undefined) return undefined;
  return rows.find(
    ({ repository, versions }) =>
      fitsPattern(repository, reference.repository) &&
      versions.some((each) => version === each || version.startsWith(`${each}-`)),
  );
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
    return eachContainer(workload, ['image'], (container) => {
      const row = compromised(container, rows);
      return row === undefined ? undefined : { message: `runs ${container.spec.image}: ${row.what}.` };
    });
  },
  remediation: {
    title: 'Stop it, and revoke what it could read',
    kind: 'guide',
    disruption: 'rollout',
  },
});
