/** What the checks of this area share. */
import type { Container, Workload } from 'kubectl-harden/plugin-api';

/** The fields that these checks ask for cannot be set on Windows. */
export function runsOnLinux({ pod }: Workload): boolean {
  return pod.os?.name !== 'windows';
}

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
