/** Images of registries that nobody has chosen, or that are not kept up any more. */
import {
  type Container,
  defineCheck,
  eachContainer,
  notApplicable,
  podTemplate,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { parse, type Reference } from '../reference.ts';
import { eachImageVolume } from '../volumes.ts';
import { EXAMPLES } from './examples.ts';

/** Frozen in April 2023; what it served is served by the other. */
const FROZEN = 'k8s.gcr.io';
const FOLLOWER = 'registry.k8s.io';

function isAllowed({ repository }: Reference, registries: readonly string[]): boolean {
  return registries
    .map((each) => each.replace(/\/+$/, ''))
    .some((each) => repository === each || repository.startsWith(`${each}/`));
}

function follow(workload: Workload, container: Container) {
  if (container.role === 'ephemeral') return undefined;
  const image = container.spec.image ?? '';
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: `Whether ${FOLLOWER} has this very tag is not visible here.`,
    edits: [{ op: 'set', path: [...container.path, 'image'], value: image.replace(`${FROZEN}/`, `${FOLLOWER}/`) }],
    caveats: [`Nodes must reach ${FOLLOWER}.`],
  });
}

function judge(image: string, registries: readonly string[]) {
  const { repository } = parse(image);
  if (repository.startsWith(`${FROZEN}/`)) return { message: `takes its image from ${FROZEN}, which gets no fixes.` };
  if (registries.length === 0 || isAllowed(parse(image), registries)) return undefined;
  return { message: `takes its image from ${repository}, which is not among the allowed registries.` };
}

function judgeContainer(workload: Workload, container: Container, registries: readonly string[]) {
  const { image = '' } = container.spec;
  const judged = image === '' ? undefined : judge(image, registries);
  const isFrozen = parse(image).repository.startsWith(`${FROZEN}/`);
  return judged === undefined || !isFrozen ? judged : { ...judged, proposal: follow(workload, container) };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/registry-allow-list',
    title: 'Images come from registries that were chosen',
    severity: 'medium',
    rationale:
      'Whoever may name any registry may run any image. A registry of your own holds what was scanned and signed, stays when others are away, and tells who pulled what.',
    guidance:
      'Mirror what you use into a registry of your own, name it in the setting `registries`, and let a ValidatingAdmissionPolicy refuse the rest: with a slash behind the name, for all kinds of containers, first with `Warn`. Replace `k8s.gcr.io` by `registry.k8s.io`.',
    item: 'images',
    refs: [
      { framework: 'cis-k8s', control: '5.5.1' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1204.003' },
      { framework: 'guide', control: 'B8' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Workload',
  settings: {
    registries: {
      describe: 'Registries, or parts of them, that images may come from, such as registry.example.com/team',
      default: [] as readonly string[],
    },
  },
  evaluate(workload, { settings }) {
    const found = [
      ...eachContainer(workload, ['image'], (container) => judgeContainer(workload, container, settings.registries)),
      ...eachImageVolume(workload, (image) => judge(image, settings.registries)),
    ];
    const isJudged = found.length > 0 || settings.registries.length > 0;
    return isJudged ? found : notApplicable('No registries are named in the setting registries of this check.');
  },
  remediation: {
    title: 'Take the image from a registry that was chosen',
    kind: 'patch',
    disruption: 'rollout',
  },
});
