/** The file that may set levels for namespaces without labels, and exempt whom it names; what it says is not seen. */
import type { View } from 'kubectl-harden/plugin-api';

/** `undefined`: there is none, or the flags cannot be read. */
export function admissionFile(view: View<'ServerFlags'>): string | undefined {
  return view.evidence('ServerFlags').value?.flags['admission-control-config-file'] || undefined;
}
