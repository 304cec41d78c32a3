/** What is known of the images of a workload, whoever scanned them: the operator's own machine, or the cluster. */
import {
  type Container,
  type ImageScan,
  type ImageScans,
  may,
  notApplicable,
  remembered,
  type Unscanned,
  unknown,
  type Verdict,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { buildsOf } from './reference.ts';
import { type Report, reportsOf, trivyReports } from './reports.ts';

export const KNOWN_READS = [may.fact(trivyReports), may('ImageScans')] as const;

export interface Known {
  /** By container. */
  readonly reports: ReadonlyMap<string, Report>;
  /** By container: why a scan that was asked for gave nothing, as a sentence. */
  readonly reasons: ReadonlyMap<string, string>;
  /** All that scanners tell was read. */
  readonly isRead: boolean;
}

export type KnownView = View<(typeof KNOWN_READS)[number]>;

/** Or that no scanner tells anything. A scan on this machine goes before a report: it was asked for now. */
export function knownOf(workload: Workload, view: KnownView): Known | Verdict {
  const kept = view.derive(trivyReports);
  const { coverage, value } = view.evidence('ImageScans');
  if (coverage.state === 'absent' && kept.coverage.state === 'absent')
    return notApplicable('No scanner keeps reports in this cluster that are read here.');
  const reports = new Map(reportsOf(workload, kept.value));
  const reasons = new Map<string, string>();
  for (const container of workload.containers) {
    if (coverage.state === 'absent' || container.role === 'ephemeral') continue;
    const found = value === undefined ? 'Images are being scanned.' : scanOf(workload, container, value);
    if (typeof found === 'string') reasons.set(container.name, found);
    else reports.set(container.name, found);
  }
  return { reports, reasons, isRead: kept.isRead || coverage.state !== 'absent' };
}

/** Why containers are not judged by what there is. */
export function unjudged(workload: Workload, { reports, reasons, isRead }: Known): Verdict | undefined {
  for (const container of workload.containers) {
    if (container.role === 'ephemeral') continue;
    const { name } = container;
    const report = reports.get(name);
    const reason = reasons.get(name) ?? (isRead ? undefined : 'Reports of the scanner could not be read.');
    if (report === undefined) return unknown(reason ?? `No report is there for container ${name}.`);
    const { digests } = report;
    const other = buildsOf(workload, container).find(({ digest }) => digest && !digests.includes(digest));
    if (digests.length > 0 && other !== undefined)
      return unknown(`The report for container ${name} is about another build than runs.`);
  }
  return isRead ? undefined : unknown('Reports of the scanner could not be read.');
}

interface OfImage {
  readonly scans: ImageScan[];
  readonly unscanned: Unscanned[];
}

const byImage = remembered(({ scans, unscanned }: ImageScans): ReadonlyMap<string, OfImage> => {
  const images = new Map<string, OfImage>();
  const of = (image: string) => {
    const found = images.get(image) ?? { scans: [], unscanned: [] };
    images.set(image, found);
    return found;
  };
  for (const each of scans) of(each.image).scans.push(each);
  for (const each of unscanned) of(each.image).unscanned.push(each);
  return images;
});

/** Of all builds that run; or why there is none, as a sentence. */
function scanOf(workload: Workload, container: Container, value: ImageScans): Report | string {
  const { name, spec } = container;
  const { scans = [], unscanned = [] } = byImage(value).get(spec.image ?? '') ?? {};
  const builds = new Set(buildsOf(workload, container).flatMap(({ digest }) => digest ?? []));
  const isOurs = ({ digest }: ImageScan | Unscanned) => builds.size === 0 || digest === undefined || builds.has(digest);
  const [first, ...others] = scans.filter(isOurs);
  const missed = unscanned.find(isOurs);
  if (first === undefined)
    return missed === undefined
      ? `The image of container ${name} was not there when images were scanned.`
      : `The image of container ${name} was not scanned: ${missed.reason}.`;
  return {
    told: `${value.scanner} scanned it on this machine at ${value.at}.`,
    digests: [first, ...others].flatMap(({ digest }) => digest ?? []),
    vulnerabilities: [first, ...others].flatMap(({ vulnerabilities }) => vulnerabilities),
    ...(first.os === undefined ? {} : { os: first.os }),
  };
}
