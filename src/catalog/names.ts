/** Names that flags take. Apart from what they stand for: help and usage errors need no more. */
export const PROFILES = [
  'essentials',
  'full',
  'guide-a',
  'guide-b',
  'pss-baseline',
  'pss-restricted',
  'cis',
  'nsa',
  'owasp',
] as const;
export type Profile = (typeof PROFILES)[number];

export const GUIDES = ['A', 'B'] as const;
export type Guide = (typeof GUIDES)[number];

/** Ids of the frameworks whose requirements can be listed. The guides have a list of their own. */
export const FRAMEWORK_NAMES = ['cis-k8s', 'nsa-cisa', 'owasp-k8s-2025', 'pss', 'mitre-attack'] as const;
