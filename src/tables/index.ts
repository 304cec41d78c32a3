/** What is known of third parties, as data: one file a table. The configuration file adds rows to them. */
import type { AnyTable } from '../plugin-api/index.ts';
import { cloudCredentialNames } from './cloud-credential-names.ts';
import { ingressControllers } from './ingress-controllers.ts';
import { networkPlugins } from './network-plugins.ts';
import { platformComponents } from './platform-components.ts';
import { retiredControllers } from './retired-controllers.ts';
import { runtimeProtection } from './runtime-protection.ts';

export { type CloudCredentialName, cloudCredentialNames } from './cloud-credential-names.ts';
export { type IngressController, ingressControllers } from './ingress-controllers.ts';
export { type NetworkPlugin, networkPlugins } from './network-plugins.ts';
export { type PlatformComponent, platformComponents } from './platform-components.ts';
export { type RetiredController, retiredControllers } from './retired-controllers.ts';
export { type RuntimeProtection, runtimeProtection } from './runtime-protection.ts';

/** Every table, with the type of its rows erased. */
export const TABLES: readonly AnyTable[] = [
  cloudCredentialNames,
  ingressControllers,
  networkPlugins,
  platformComponents,
  retiredControllers,
  runtimeProtection,
];
