/** Samples of one metric family, by their labels. */
import type { EvidenceResult, MetricFamily, MetricLabels, MetricSample } from '../../plugin-api/index.ts';

/** `undefined`: metrics could not be read. Empty: the family, or that combination of labels, is not there. */
export function metric<F extends MetricFamily>(
  { value }: EvidenceResult<readonly MetricSample[]>,
  family: F,
  labels?: Readonly<Partial<Record<MetricLabels[F], string>>>,
): readonly MetricSample[] | undefined {
  const wanted = Object.entries(labels ?? {});
  return value?.filter((sample) => sample.name === family && wanted.every(([key, is]) => sample.labels[key] === is));
}

export function total(samples: readonly MetricSample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0);
}
