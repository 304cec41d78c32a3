/** What a person says is wrong of a finding, for an issue: which check and where, and no name of the cluster. Pure. */
import { formatPath } from '../../kube/path.ts';
import type { Confidence, FieldPath, Severity } from '../../plugin-api/index.ts';
import type { Decision } from '../decision.ts';
import type { Finding } from '../finding.ts';

export interface FalseAlarm {
  /** RFC 3339. */
  readonly at: string;
  /** Name and version of the program. */
  readonly tool: string;
  readonly because: string;
  readonly findings: readonly {
    readonly check: string;
    readonly severity: Severity;
    readonly confidence: Confidence;
    readonly kind: string;
    readonly path: string | null;
  }[];
}

const MASK = 'NAME';
/** Shorter names stand in too many words to be told from them. */
const LEAST = 3;

export function falseAlarmOf(
  decisions: readonly Decision[],
  { because, at, tool, known }: Pick<FalseAlarm, 'because' | 'at' | 'tool'> & { readonly known: readonly string[] },
): FalseAlarm {
  const findings = decisions.flatMap((decision) => decision.findings);
  const names = [...known, ...findings.flatMap(namesIn)];
  return {
    at,
    tool,
    because: masked(because, names),
    findings: findings.map(({ check, severity, confidence, subject, path }) => ({
      check,
      severity,
      confidence,
      kind: subject.kind,
      path: path === undefined ? null : formatPath(maskedPath(path)),
    })),
  };
}

/** Members of maps are called as people call them. */
const MAPS = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'limits', 'requests', 'hard']);

/** Fields are Kubernetes' own words; what tells members of lists and maps apart is not. */
function maskedPath(path: FieldPath): FieldPath {
  return path.map((step, at) => {
    if (typeof step !== 'string') return { ...step, is: MASK };
    const before = path[at - 1];
    return (typeof before === 'string' && MAPS.has(before)) || !/^[a-z][A-Za-z0-9]*$/.test(step) ? MASK : step;
  });
}

function namesIn({ subject, part, at }: Finding): readonly string[] {
  const parts = part === undefined ? [] : part.split(/\s+/);
  return [subject.name, subject.namespace ?? '', at?.name ?? '', at?.namespace ?? '', ...parts];
}

/** Longest first: a name may hold another one. */
function masked(text: string, names: readonly string[]): string {
  const wanted = [...new Set(names)].filter(({ length }) => length >= LEAST).sort((a, b) => b.length - a.length);
  return wanted.reduce((left, name) => left.replaceAll(name, MASK), text);
}
