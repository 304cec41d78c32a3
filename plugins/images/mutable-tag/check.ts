/** Images whose name may stand for another build tomorrow, or does so today. */
import { type Container, defineCheck, eachContainer, type View, type Workload } from 'kubectl-harden/plugin-api';
import { buildsOf, isLatest, parse, referenceOf, shortDigest } from '../reference.ts';
import { eachImageVolume } from '../volumes.ts';
import { EXAMPLES } from './examples.ts';
import { NODE_READS, pinDigest } from './pin.ts';

type Reads = View<(typeof NODE_READS)[number]>;

function judge(workload: Workload, container: Container, view: Reads) {
  const reference = referenceOf(container);
  if (reference === undefined || reference.digest !== undefined) return undefined;
  const builds = buildsOf(workload, container);
  const digests = [...new Set(builds.flatMap(({ digest }) => digest ?? []))].sort();
  const proposal = pinDigest(workload, container, builds, view);
  const { image = '' } = container.spec;
  if (digests.length > 1)
    return {
      message: `runs ${digests.length} builds of ${image} at the same time: ${digests.map(shortDigest).join(', ')}.`,
      value: digests,
      proposal,
    };
  return { ...nameOnly(image, 'runs'), proposal };
}

/** What is said of a reference without a digest, whatever runs. */
function nameOnly(image: string, does: 'runs' | 'holds') {
  const reference = parse(image);
  if (isLatest(reference)) return { message: `${does} whatever ${image} is on the day it starts.` };
  if (!/\d/.test(reference.tag ?? ''))
    return { message: `names ${image} by a word, which is moved with each release.` };
  const severityReason = 'lowered: the tag names a version, and no other build of it runs';
  return { message: `names ${image} by a tag, which may be moved.`, severity: 'low' as const, severityReason };
}

/** No status tells which build is mounted. */
function mounted(image: string) {
  return parse(image).digest === undefined ? nameOnly(image, 'holds') : undefined;
}

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'images/mutable-tag',
    title: 'Images are named by the build that was tested',
    severity: 'medium',
    rationale:
      'A tag is moved by whoever may push to the registry, and the next pod that starts runs what it then stands for: another version, or the image of an intruder. Scans and signatures were of another build. A digest stands for one build for ever.',
    guidance:
      'Write the digest behind the tag, `name:1.4.2@sha256:…`, best by the pipeline that built or tested the image. Let a bot raise both together. Never use `latest` or no tag.',
    item: 'images',
    refs: [
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1525' },
      { framework: 'guide', control: 'B8' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: NODE_READS,
  evaluate(workload, { view }) {
    return [
      ...eachContainer(workload, ['image'], (container) => judge(workload, container, view)),
      ...eachImageVolume(workload, mounted),
    ];
  },
  remediation: {
    title: 'Name the build that runs by its digest',
    kind: 'patch',
    disruption: 'rollout',
  },
});
