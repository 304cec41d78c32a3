/** What scanners know of images: reports of the Trivy Operator, one for each container of what owns the pods. */
import { type CustomObject, defineFact, may, type Workload } from 'kubectl-harden/plugin-api';

export const TRIVY_REPORTS = 'vulnerabilityreports.aquasecurity.github.io';

export interface Vulnerability {
  readonly severity?: string;
  readonly fixedVersion?: string;
  readonly vulnerabilityID?: string;
}
/** Of one container. */
export interface Report {
  /** A sentence: who made it, and when. */
  readonly told: string;
  /** Of the builds that it is about. */
  readonly digests: readonly string[];
  readonly os?: { readonly family?: string; readonly name?: string };
  readonly vulnerabilities: readonly Vulnerability[];
}
interface ReportObject extends CustomObject {
  readonly report?: {
    readonly updateTimestamp?: string;
    readonly artifact?: { readonly digest?: string };
    readonly os?: { readonly family?: string; readonly name?: string };
    readonly vulnerabilities?: readonly Vulnerability[];
  };
}

/** By what they are about, as `ReplicaSet/api-7d9`, and by container. */
type ByOwner = ReadonlyMap<string, ReadonlyMap<string, Report>>;

export const trivyReports = defineFact({
  name: 'reports of the Trivy Operator',
  scope: 'namespace',
  reads: [
    may(TRIVY_REPORTS, {
      keep: [
        'report.updateTimestamp',
        'report.artifact.digest',
        'report.os.family',
        'report.os.name',
        'report.vulnerabilities.severity',
        'report.vulnerabilities.fixedVersion',
        'report.vulnerabilities.vulnerabilityID',
      ],
    }),
  ],
  derive(view): ByOwner {
    const byOwner = Map.groupBy(view.own(TRIVY_REPORTS).value, ({ metadata: { labels = {} } }) => {
      return `${labels['trivy-operator.resource.kind']}/${labels['trivy-operator.resource.name']}`;
    });
    return new Map([...byOwner].map(([owner, reports]) => [owner, byContainer(reports)]));
  },
});

function byContainer(reports: readonly CustomObject[]): ReadonlyMap<string, Report> {
  return new Map(
    reports.map((each) => [each.metadata.labels?.['trivy-operator.container.name'] ?? '', reportIn(each)]),
  );
}

function reportIn({ report = {} }: ReportObject): Report {
  const { updateTimestamp, artifact, os, vulnerabilities = [] } = report;
  return {
    told: `The report is of ${updateTimestamp ?? 'an unknown day'}.`,
    digests: artifact?.digest === undefined ? [] : [artifact.digest],
    vulnerabilities,
    ...(os === undefined ? {} : { os }),
  };
}

/** A Deployment's are those of the ReplicaSets whose pods run. */
export function reportsOf({ ref, pods }: Workload, reports: ByOwner): ReadonlyMap<string, Report> {
  const direct = pods.flatMap(({ metadata }) => metadata.ownerReferences?.find(({ controller }) => controller) ?? []);
  const owners = new Set([ref, ...direct].map(({ kind, name }) => `${kind}/${name}`));
  return new Map([...owners].flatMap((owner) => [...(reports.get(owner) ?? [])]));
}
