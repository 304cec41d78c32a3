import { defineTable } from '../plugin-api/index.ts';

export interface SignatureVerifier {
  readonly name: string;
  /** Ends of the image repositories of what answers admission, in whole path segments. */
  readonly images: readonly string[];
  /** Whose policies are read: kyverno, sigstore, or none, where its presence is all that is known. */
  readonly policies: 'kyverno' | 'sigstore' | 'none';
}

export const signatureVerifiers = defineTable<SignatureVerifier>({
  id: 'signature-verifiers',
  describe: 'What verifies signatures of images when pods are admitted.',
  asOf: '2026-11-28',
  source: 'Installation documentation and Helm charts of each project',
  columns: {
    name: { describe: 'The project or product.' },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
    policies: {
      describe: 'Whose policies are read: kyverno, sigstore, or none.',
      choices: ['kyverno', 'sigstore', 'none'],
      default: 'none',
    },
  },
  rows: [
    { name: 'Kyverno', images: ['kyverno/kyverno'], policies: 'kyverno' },
    {
      name: 'Sigstore policy controller',
      images: ['sigstore/policy-controller', 'policy-controller/policy-controller'],
      policies: 'sigstore',
    },
    {
      name: 'Ratify, which verifies signatures of Notary',
      images: ['ratify-project/ratify', 'notaryproject/ratify', 'deislabs/ratify'],
      policies: 'none',
    },
    { name: 'Connaisseur', images: ['securesystemsengineering/connaisseur'], policies: 'none' },
    { name: 'Portieris', images: ['portieris/portieris', 'ibm/portieris'], policies: 'none' },
  ],
});
