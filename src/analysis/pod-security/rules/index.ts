/** All rules of the Pod Security Standards. */
import { HOST_RULES } from './host.ts';
import { POD_RULES } from './pod.ts';
import { PRIVILEGE_RULES } from './privileges.ts';
import { PROFILE_RULES } from './profiles.ts';
import type { Rule } from './rule.ts';
import { SECCOMP_RULES } from './seccomp.ts';
import { USER_RULES } from './users.ts';

export const RULES: readonly Rule[] = [
  ...HOST_RULES,
  ...PRIVILEGE_RULES,
  ...PROFILE_RULES,
  ...SECCOMP_RULES,
  ...POD_RULES,
  ...USER_RULES,
];
