/** Is a known scanner there, does it work, and are its reports of these days? The best of those that are there counts. */
import {
  type Evidence,
  fails,
  installed,
  type KindMap,
  may,
  type Outcome,
  objectName,
  pass,
  podTemplate,
  refOf,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { newestDay } from './freshness.ts';

const TRIVY = 'vulnerabilityreports.aquasecurity.github.io';
const QUAY = 'imagemanifestvulns.secscan.quay.redhat.com';
const KUBESCAPE = 'vulnerabilitymanifestsummaries.spdx.softwarecomposition.kubescape.io';

export const READS = [
  may.fact(installed.deploymentsByImage),
  may.fact(installed.statefulSetsByImage),
  may('Today'),
  may(TRIVY, { keep: ['report.updateTimestamp'] }),
  may(QUAY, { keep: ['status.lastUpdate'] }),
  may(KUBESCAPE, { keep: [] }),
] as const;
type Reads = View<(typeof READS)[number]>;
type Holder = KindMap['Deployment'] | KindMap['StatefulSet'];

/** Reports that are older are of other images than run now. */
const FRESH_DAYS = 7;
const DAY = 86_400_000;

interface Found {
  readonly row: tables.ImageScanner;
  readonly object: Holder;
}
interface Judged {
  readonly evidence: Evidence;
  readonly violation?: Violation;
  /** Its reports could be seen to be fresh. */
  readonly isSure: boolean;
  /** What keeps it from being judged. */
  readonly unseen?: string;
}

export function judgeScanners(view: Reads): Outcome {
  if (!view.isCluster) return unknown('Manifests do not show whether a scanner works.');
  const [deployments, sets] = [view.derive(installed.deploymentsByImage), view.derive(installed.statefulSetsByImage)];
  const rows = view.table(tables.imageScanners);
  const images = rows.flatMap((row) => row.images);
  const holders = [...installed.runnersOf(deployments.value, images), ...installed.runnersOf(sets.value, images)];
  const found = scannersIn(holders, rows);
  const judged = found.map((each) => judge(each, view));
  const good = judged.filter(({ violation, unseen }) => violation === undefined && unseen === undefined);
  if (good.length > 0)
    return pass(
      good.map(({ evidence }) => evidence),
      good.some(({ isSure }) => isSure) ? 'direct' : 'inferred',
    );
  const unseen = judged.flatMap((each) => each.unseen ?? []);
  if (unseen.length > 0) return unknown(unseen);
  if (!deployments.isWhole || !sets.isWhole) return unknown('Deployments and StatefulSets could not all be read.');
  const violations = judged.flatMap(({ violation }) => violation ?? []);
  if (violations.length > 0) return fails(violations, true);
  return fails([{ message: 'No known scanner of running images is seen in the cluster.', key: 'none' }], false);
}

function scannersIn(holders: readonly Holder[], rows: readonly tables.ImageScanner[]): readonly Found[] {
  return holders.flatMap((object) => {
    const { containers = [] } = object.spec?.template.spec ?? {};
    const row = rows.find(({ images }) => containers.some(({ image = '' }) => podTemplate.isImageOf(image, images)));
    return row === undefined || object.metadata.deletionTimestamp !== undefined ? [] : [{ row, object }];
  });
}

function judge({ row, object }: Found, view: Reads): Judged {
  const ref = refOf(object);
  const name = `${row.name} (${objectName(ref)})`;
  const ready = object.status?.readyReplicas ?? 0;
  if (ready === 0) return failing(`${name} has no pod that is ready.`, ['status', 'readyReplicas'], ref);
  const works = { text: `${name} has ${ready} ready.`, source: ref };
  const reports = row.reports === '' ? undefined : seenReports(row.reports, view);
  const today = view.evidence('Today').value;
  if (reports === undefined) return { evidence: works, isSure: false };
  if (!reports.isRead || today === undefined)
    return { evidence: works, isSure: false, unseen: `Whether the reports of ${name} are fresh could not be seen.` };
  const newest = newestDay(reports.value);
  if (newest === undefined) return failing(`${name} has made no report.`, undefined, ref);
  const age = Math.floor((Date.parse(today) - Date.parse(newest)) / DAY);
  if (age > FRESH_DAYS) return failing(`The newest report of ${name} is ${age} days old.`, undefined, ref);
  return { evidence: { text: `${works.text} Its newest report is of ${newest}.`, source: ref }, isSure: true };
}

function failing(message: string, path: Violation['path'], at: NonNullable<Violation['at']>): Judged {
  const violation = { message, at, key: at.name, ...(path === undefined ? {} : { path }) };
  return { evidence: { text: message, source: at }, violation, isSure: true };
}

function seenReports(resource: string, view: Reads) {
  if (resource === TRIVY) return view.own(TRIVY);
  if (resource === QUAY) return view.own(QUAY);
  return resource === KUBESCAPE ? view.own(KUBESCAPE) : undefined;
}
