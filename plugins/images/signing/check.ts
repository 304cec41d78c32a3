import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'images/signing',
    title: 'Every image of ours is signed where it is built',
    severity: 'medium',
    rationale:
      'A policy can verify only what was signed. A signature made in the pipeline, over the digest that was scanned, says ' +
      'that an image came through it; one made on a laptop says nothing.',
    guidance:
      'Sign in the pipeline with `cosign sign` or `notation sign`: by digest, keyless with the identity of the workflow or ' +
      'with a key that only it may use. Keep signatures beside the images, also in mirrors. `manual/ci-gates` has a ' +
      'complete step. Let admission verify them (`images/signature-policy`).',
    item: 'image-signing',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1195.002' },
      { framework: 'guide', control: 'A6' },
      { framework: 'guide', control: 'B6' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question: 'Does the pipeline sign every image of your own that runs in this cluster?',
  evidence: [
    'The step of the pipeline that signs, with its link.',
    'The identity or key that signs, and who else may use it.',
    'The output of cosign verify or notation verify for one image that runs, with its digest and date.',
  ],
  validDays: 180,
});
