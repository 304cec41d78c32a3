import { defineTable } from '../plugin-api/index.ts';

export interface CompromisedImage {
  /** Whole repository with its registry: `docker.io/aquasec/trivy`; `*` stands for any characters. */
  readonly repository: string;
  /** Its tags with and without a leading v, and with what follows a dash: `0.69.4` fits `v0.69.4-amd64`. */
  readonly versions: readonly string[];
  /** What is known of it, with the name of the advisory. */
  readonly what: string;
}

const TRIVY = 'its makers published it with code of an intruder that steals credentials (CVE-2026-33634)';

export const compromisedImages = defineTable<CompromisedImage>({
  id: 'compromised-images',
  describe: 'Releases of images that were published with code of an intruder.',
  asOf: '2026-11-28',
  source: 'Advisories of the projects and entries of the CVE list',
  columns: {
    repository: { describe: 'The repository with its registry; * stands for any characters.' },
    versions: { type: 'list', describe: 'Its versions, without a leading v.' },
    what: { describe: 'What is known of it, with the name of the advisory.' },
  },
  rows: [
    'docker.io/aquasec/trivy',
    'ghcr.io/aquasecurity/trivy',
    'public.ecr.aws/aquasecurity/trivy',
    'mirror.gcr.io/aquasec/trivy',
  ].map((repository) => ({ repository, versions: ['0.69.4', '0.69.5', '0.69.6'], what: TRIVY })),
});
