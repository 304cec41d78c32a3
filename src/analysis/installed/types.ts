/** The objects that run tools. */
import type { KindMap } from '../../plugin-api/index.ts';

export type Controller = KindMap['CronJob'] | KindMap['DaemonSet'] | KindMap['Deployment'] | KindMap['StatefulSet'];
type PodSpec = NonNullable<NonNullable<KindMap['Deployment']['spec']>['template']['spec']>;

export function podOf({ spec }: Controller): PodSpec | undefined {
  if (spec === undefined) return undefined;
  return 'jobTemplate' in spec ? spec.jobTemplate.spec?.template.spec : spec.template.spec;
}

/** Of all of its containers, one after the other. */
export function wordsOf(object: Controller): readonly string[] {
  return (podOf(object)?.containers ?? []).flatMap(({ command = [], args = [] }) => [...command, ...args]);
}
