import { defineManualCheck } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'manual/ci-gates',
    title: 'CI scans and signs images before they are pushed',
    severity: 'medium',
    rationale:
      'A scanner in the cluster finds what already runs. Only a gate in the pipeline keeps an image with known ' +
      'vulnerabilities from being built upon, and only a signature made there proves that an image came through it.',
    guidance:
      'In every pipeline that builds images for this cluster: scan the image, and the manifests that deploy it, and fail on ' +
      'fixable critical and high findings; sign the digest that was scanned, keyless with the identity of the pipeline or ' +
      'with a key that it alone may use; push nothing else to the registry that the cluster pulls from. Pin the scanner and ' +
      'its action by digest or commit: releases and tags of scanners were replaced by attackers before. Let admission ' +
      'verify the signature (`images/signature-policy`).',
    item: 'image-scanning',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1195.002' },
      { framework: 'guide', control: 'A6' },
      { framework: 'guide', control: 'B6' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples,
  scope: 'cluster',
  question:
    'Does every pipeline that builds images for this cluster stop at fixable critical vulnerabilities and sign what it pushes?',
  evidence: [
    'The step of the pipeline, or of the template that all of them use, that scans and that fails the build, with its link.',
    'A run that was stopped by it, with its date.',
    'The step that signs, and the identity or key that signatures are verified with.',
    'The setting of the registry that lets only the pipeline push.',
  ],
  validDays: 90,
});
