/** What is known of third parties, as data: one file a table. The configuration file adds rows to them. */
import type { AnyTable } from '../plugin-api/index.ts';
import { adminInterfaces } from './admin-interfaces.ts';
import { agentPrograms } from './agent-programs.ts';
import { cloudCredentialNames } from './cloud-credential-names.ts';
import { clusterTools } from './cluster-tools.ts';
import { compromisedImages } from './compromised-images.ts';
import { imageScanners } from './image-scanners.ts';
import { ingressControllers } from './ingress-controllers.ts';
import { networkPlugins } from './network-plugins.ts';
import { platformComponents } from './platform-components.ts';
import { addOnFloors, kubernetesReleases, nodeSoftware } from './releases.ts';
import { retiredControllers } from './retired-controllers.ts';
import { runtimeProtection } from './runtime-protection.ts';
import { signatureVerifiers } from './signature-verifiers.ts';

export { type AdminInterface, adminInterfaces } from './admin-interfaces.ts';
export { type AgentProgram, agentPrograms } from './agent-programs.ts';
export { type CloudCredentialName, cloudCredentialNames } from './cloud-credential-names.ts';
export { type ClusterTool, clusterTools, type ToolRole } from './cluster-tools.ts';
export { type CompromisedImage, compromisedImages } from './compromised-images.ts';
export { type ImageScanner, imageScanners } from './image-scanners.ts';
export { type IngressController, ingressControllers } from './ingress-controllers.ts';
export { type NetworkPlugin, networkPlugins } from './network-plugins.ts';
export { type PlatformComponent, platformComponents } from './platform-components.ts';
export {
  type AddOnFloor,
  addOnFloors,
  type KubernetesRelease,
  kubernetesReleases,
  type NodeSoftware,
  nodeSoftware,
} from './releases.ts';
export { type RetiredController, retiredControllers } from './retired-controllers.ts';
export { type RuntimeProtection, runtimeProtection } from './runtime-protection.ts';
export { type SignatureVerifier, signatureVerifiers } from './signature-verifiers.ts';

/** Every table, with the type of its rows erased. */
export const TABLES: readonly AnyTable[] = [
  addOnFloors,
  adminInterfaces,
  kubernetesReleases,
  nodeSoftware,
  agentPrograms,
  cloudCredentialNames,
  compromisedImages,
  imageScanners,
  clusterTools,
  ingressControllers,
  networkPlugins,
  platformComponents,
  retiredControllers,
  runtimeProtection,
  signatureVerifiers,
];
