/** Why an earlier report is no baseline: it does not hold what this scan asks for, so all of that would be called new. */
import { severityRank } from '../../model/finding.ts';
import type { SourceType } from '../../model/ports.ts';
import type { FileScope, Report, ReportScope } from '../../model/report.ts';
import { nameSome } from '../../text/words.ts';
import type { Earlier } from './earlier.ts';
import { cleanPath, folderOf, isAbsolute, lastStep } from './paths.ts';

export interface Asked extends Omit<ReportScope, 'leftOut'> {
  readonly source: Pick<Report['source'], 'type' | 'label' | 'server' | 'cluster'>;
  readonly checks: readonly string[];
}

/** What differs, as a part of a sentence: "it holds the namespace shop alone, and this scan reads all". */
export function narrowerThan(earlier: Earlier, asked: Asked): string | undefined {
  const { scope } = earlier;
  const other = otherSource(earlier.source, asked.source);
  if (other !== undefined || scope === undefined) return other;
  return (
    otherNamespaces(scope.namespaces, asked.namespaces) ??
    otherChecks(scope.leftOut, asked.checks) ??
    otherSeverity(scope.severity, asked.severity) ??
    otherFiles(scope.files, asked.files)
  );
}

const SOURCES: Readonly<Record<SourceType, string>> = { live: 'a cluster', files: 'manifests', sample: 'the sample' };

/** A cluster has many addresses, and one that is made anew has its context's name. */
function otherSource(was: Earlier['source'], is: Asked['source']): string | undefined {
  if (was.type !== is.type) return `it is of ${SOURCES[was.type]}, and this scan reads ${SOURCES[is.type]}`;
  const isSame = was.cluster === is.cluster || was.server === is.server || was.label === is.label;
  if (is.type !== 'live' || isSame) return undefined;
  return `it is of ${named(was)}, and this scan reads ${named(is)}`;
}

function named({ label, server }: Earlier['source']): string {
  return label === undefined ? server : `${label} at ${server}`;
}

function otherNamespaces(was: readonly string[], is: readonly string[]): string | undefined {
  if (was.length === 0) return undefined;
  const had = `it holds ${was.length === 1 ? 'namespace' : 'namespaces'} ${nameSome(was)} alone`;
  if (is.length === 0) return `${had}, and this scan reads the whole`;
  const missing = is.filter((each) => !was.includes(each));
  return missing.length === 0 ? undefined : `${had}, and this scan reads ${nameSome(missing)}`;
}

/** What the program of then did not have is new indeed. */
function otherChecks(leftOut: readonly string[], asked: readonly string[]): string | undefined {
  const missing = asked.filter((each) => leftOut.includes(each));
  return missing.length === 0 ? undefined : `it leaves out ${nameSome(missing)}, and this scan asks`;
}

function otherSeverity(was: ReportScope['severity'], is: ReportScope['severity']): string | undefined {
  if (was === null || (is !== null && severityRank(is) <= severityRank(was))) return undefined;
  return `it holds findings from ${was} on, and this scan ${is === null ? 'all' : `those from ${is} on`}`;
}

function otherFiles(was: FileScope | null, is: FileScope | null): string | undefined {
  if (was === null || is === null) return undefined;
  if (was.kustomize !== is.kustomize)
    return was.kustomize ? 'it is of what kustomize builds' : 'it is not of what kustomize builds';
  const missing = is.paths.filter((path) => !isWithin(path, was));
  if (missing.length > 0) return `it is of ${nameSome(was.paths)}, and this scan reads ${nameSome(missing)}`;
  if (is.recursive && !was.recursive) return 'it was made without --recursive';
  const left = was.exclude.filter((each) => !is.exclude.includes(each));
  return left.length === 0 ? undefined : `it leaves out ${nameSome(left)}, and this scan reads that`;
}

/** Outside of the working folder the same one may stand elsewhere, by its name. */
function isWithin(path: string, { paths, recursive, kustomize }: FileScope): boolean {
  const own = cleanPath(path);
  return paths.map(cleanPath).some((root) => {
    if (own === root) return true;
    if (isAbsolute(own) && isAbsolute(root) && lastStep(own) === lastStep(root)) return true;
    if (kustomize || own === '-' || root === '-' || isAbsolute(own) !== isAbsolute(root) || own.startsWith('..'))
      return false;
    const isBelow = root === '.' || own.startsWith(`${root}/`);
    return isBelow && (recursive || folderOf(own) === root);
  });
}
