/** The documents whose requirements checks refer to. */
import { CIS } from './controls/cis.ts';
import type { Control } from './controls/control.ts';
import { ATTACK, NSA, OWASP, PSS_BASELINE, PSS_RESTRICTED } from './controls/others.ts';
import { SECTIONS } from './guides.ts';

export interface Framework {
  readonly id: string;
  readonly title: string;
  /** What the number or name of one of its requirements looks like. */
  readonly control: RegExp;
  /** In their order. Of ATT&CK those of its container matrix: sub-techniques are not among them. */
  readonly controls: readonly Control[];
}

const PSS = [...PSS_BASELINE, ...PSS_RESTRICTED];

export const FRAMEWORKS: readonly Framework[] = [
  { id: 'cis-k8s', title: 'CIS Kubernetes Benchmark 2.0', control: oneOf(CIS), controls: CIS },
  {
    id: 'nsa-cisa',
    title: 'NSA/CISA Kubernetes Hardening Guide',
    control: oneOf(NSA),
    controls: NSA,
  },
  { id: 'owasp-k8s-2025', title: 'OWASP Kubernetes Top Ten 2025', control: oneOf(OWASP), controls: OWASP },
  {
    id: 'pss',
    title: 'Pod Security Standards',
    control: oneOf(PSS),
    controls: PSS,
  },
  { id: 'mitre-attack', title: 'MITRE ATT&CK', control: /^T\d{4}(\.\d{3})?$/, controls: ATTACK },
  { id: 'guide', title: 'Practice guides A and B', control: oneOf(SECTIONS), controls: SECTIONS },
];

function oneOf(controls: readonly Control[]): RegExp {
  return new RegExp(`^(${controls.map(({ id }) => id.replaceAll('.', '\\.')).join('|')})$`);
}
