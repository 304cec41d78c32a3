/** What came back for a pod that was tried, held to the level that will be enforced. Pure. */
import { evaluatePod, minorOf, namespacePolicy, type PodInput, versionOn } from '../../analysis/pod-security/index.ts';
import { isJsonObject, valueAt } from '../../kube/path.ts';
import type { StepRehearsal } from '../../model/plan.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { nameSome } from '../../text/words.ts';
import { sentence } from '../words.ts';
import type { Labels } from './subject.ts';

/** The pod as it would be let in, or why there is none, in words that may be shown. */
export type Answer = { readonly pod: KubeObject } | { readonly error: string };

export interface Said {
  readonly answer: StepRehearsal['tried'][number]['answer'];
  readonly text?: string;
}

interface Asked {
  /** Of what makes such a pod. */
  readonly names: readonly string[];
  readonly namespace: string;
  readonly labels: Labels;
  /** Of the server. */
  readonly version: string;
}

/** How the admission of Pod Security itself refuses. */
const VIOLATES = /\bviolates PodSecurity "/;

export function describeAnswer(answer: Answer, asked: Asked): Said {
  const who = nameSome(asked.names);
  if ('error' in answer) {
    const isRefused = VIOLATES.test(answer.error);
    const text = isRefused
      ? `Pods of ${who} are refused as admission makes them: ${answer.error}`
      : `The pod of ${who} could not be tried by dry run: ${answer.error}`;
    return { answer: isRefused ? 'refused' : 'none', text: sentence(text) };
  }
  const enforce = namespacePolicy(asked.labels).enforce;
  if (enforce === null) return { answer: 'admitted' };
  const version = versionOn(minorOf(asked.version), enforce.version);
  const [first, ...more] = evaluatePod(inputOf(answer.pod), { level: enforce.level, version });
  if (first === undefined) return { answer: 'admitted' };
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  const text = `${enforce.level}:${version} refuses what admission makes of the pod of ${who}: ${printable(first.message)}${others}`;
  return { answer: 'refused', text: `${text}.` };
}

function inputOf(pod: KubeObject): PodInput {
  const annotations = valueAt(pod, ['metadata', 'annotations']);
  // The API server holds the shape of the pods that it gives.
  return {
    spec: valueAt(pod, ['spec']) as unknown as PodInput['spec'],
    annotations: (isJsonObject(annotations) ? annotations : {}) as PodInput['annotations'],
  };
}
