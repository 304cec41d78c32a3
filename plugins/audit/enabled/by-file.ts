/** Audit policy and flags are files of the control plane nodes. */
import type { Proposal } from 'kubectl-harden/plugin-api';

export const BY_FILE: Proposal = {
  readiness: 'elsewhere',
  reason: 'The policy and the flags are files of the control plane nodes, out of reach of the Kubernetes API.',
  changes: [],
};
