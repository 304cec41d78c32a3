/** What the checks of this area share. */
import type { Container } from 'kubectl-harden/plugin-api';

/** `Container api`, `Init container migrate`. */
export function nameOf({ name, role }: Container): string {
  switch (role) {
    case 'app':
      return `Container ${name}`;
    case 'init':
      return `Init container ${name}`;
    case 'ephemeral':
      return `Ephemeral container ${name}`;
  }
}
