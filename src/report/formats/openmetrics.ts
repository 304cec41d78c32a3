import { knownNamespace } from '../../kube/unplaced.ts';
import { STATUS_ORDER } from '../../model/finding.ts';
import { printable } from '../../text/printable.ts';
import { compareText } from '../../text/words.ts';
import { defineFormat, type FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';
import { resultsOf } from '../results.ts';
import { dayOf } from '../said.ts';

export const openmetrics = defineFormat({
  name: 'openmetrics',
  help: 'Gauges in OpenMetrics text, for Prometheus.',
  part: 'scan',
  print: exposition,
});

type Labels = Readonly<Record<string, string>>;
interface Family {
  readonly name: string;
  readonly help: string;
  readonly unit?: string;
  readonly samples: readonly (readonly [Labels, number])[];
}

/** Gauges alone: the older text format has no other type that fits, and its readers take this as well. */
function* exposition(scan: Parts['scan'], { version }: FormatOptions): Iterable<string> {
  for (const { name, help, unit, samples } of families(scan, version)) {
    yield `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`;
    if (unit !== undefined) yield `# UNIT ${name} ${unit}\n`;
    for (const [labels, value] of samples) yield `${name}${labelText(labels)} ${value}\n`;
  }
  yield '# EOF\n';
}

function families(scan: Parts['scan'], version: string): readonly Family[] {
  const { snapshot, selection } = scan;
  const results = resultsOf(scan);
  const checks = snapshot.checks.toSorted((left, right) => compareText(left.check.meta.id, right.check.meta.id));
  return [
    {
      name: 'kubectl_harden_build_info',
      help: 'The program that scanned, and what it read.',
      samples: [[{ version: version.replace(/^v/, ''), source: snapshot.source.type }, 1]],
    },
    {
      name: 'kubectl_harden_scan_complete',
      help: 'One where everything could be read that was asked for, else zero.',
      samples: [[{}, snapshot.complete ? 1 : 0]],
    },
    {
      name: 'kubectl_harden_findings',
      help: 'Findings by check, severity, namespace and state: open, or waived or answered by a person.',
      samples: counted(
        results.map(({ finding: { check, severity, subject }, accepted, isNew }) => ({
          check,
          severity,
          namespace: namespaceOf(subject),
          state: accepted?.state ?? 'open',
          ...(isNew === undefined ? {} : { new: String(isNew) }),
        })),
      ),
    },
    {
      name: 'kubectl_harden_decisions',
      help: 'Decisions that cover the open findings, by item of the checklist, severity and readiness.',
      samples: counted(selection.decisions.map(({ item, severity, readiness }) => ({ item, severity, readiness }))),
    },
    {
      name: 'kubectl_harden_check_status',
      help: 'One at the status that a check has, zero at all others: unknown is not pass.',
      samples: checks.flatMap(({ check, status }) =>
        STATUS_ORDER.map(
          (each) =>
            [{ check: check.meta.id, severity: check.meta.severity, status: each }, each === status ? 1 : 0] as const,
        ),
      ),
    },
    {
      name: 'kubectl_harden_subjects',
      help: 'Objects that a check has judged, by verdict.',
      samples: checks.flatMap(({ check, counts }) =>
        Object.entries(counts)
          .toSorted(([left], [right]) => compareText(left, right))
          .map(([verdict, value]) => [{ check: check.meta.id, verdict }, value] as const),
      ),
    },
    {
      name: 'kubectl_harden_coverage',
      help: 'How far each kind could be read: one at its state.',
      samples: counted(
        snapshot.coverage.map(({ kind, namespace = '', coverage }) => ({ kind, namespace, state: coverage.state })),
      ),
    },
    {
      name: 'kubectl_harden_waiver_expiry_timestamp_seconds',
      help: 'When a waiver ends and its decision is open again.',
      unit: 'seconds',
      samples: distinct(
        selection.waived.map(({ id, title, waiver: { by, at, expires } }) => [
          { decision: id, by, since: dayOf(at), title },
          secondsOf(expires),
        ]),
      ),
    },
    {
      name: 'kubectl_harden_answer_expiry_timestamp_seconds',
      help: 'When the answer of a person ends; an empty scope is that of all objects of the check.',
      unit: 'seconds',
      samples: distinct(
        selection.answers.map(({ given: { attestation } }) => {
          const { check, scope = '', verdict, by, at, expires } = attestation;
          return [{ check, scope, verdict, by, since: dayOf(at) }, secondsOf(expires)];
        }),
      ),
    },
  ];
}

/** What belongs to no namespace, or to one that its manifest does not name, has an empty label. */
function namespaceOf({
  kind,
  name,
  namespace,
}: {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}) {
  return kind === 'Namespace' ? name : knownNamespace(namespace);
}

function counted(all: readonly Labels[]): Family['samples'] {
  const groups = Map.groupBy(all, labelText);
  return [...groups]
    .toSorted(([left], [right]) => compareText(left, right))
    .flatMap(([, labels]) => (labels[0] === undefined ? [] : [[labels[0], labels.length] as const]));
}

/** A series stands once: names that are told apart by what is not printable alone would repeat it. */
function distinct(samples: Family['samples']): Family['samples'] {
  return [...new Map(samples.map((sample) => [labelText(sample[0]), sample])).values()];
}

function secondsOf(date: string): number {
  const at = Date.parse(date);
  return Number.isNaN(at) ? 0 : Math.floor(at / 1000);
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${labelValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function labelValue(value: string): string {
  return printable(value).replace(/[\\"]/g, '\\$&');
}
