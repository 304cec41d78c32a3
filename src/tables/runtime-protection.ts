import { defineTable } from '../plugin-api/index.ts';

export interface RuntimeProtection {
  readonly name: string;
  /** Ends of image repositories in whole segments: `falcosecurity/falco` fits `docker.io/falcosecurity/falco`. */
  readonly images: readonly string[];
  /** Names that its installers give to the DaemonSet; `*` stands for any characters. */
  readonly daemonSets: readonly string[];
}

export const runtimeProtection = defineTable<RuntimeProtection>({
  id: 'runtime-protection',
  describe: 'Agents that watch what runs on each node and report or stop what is suspicious.',
  asOf: '2026-11-28',
  source: 'Installation documentation and Helm charts of each project',
  columns: {
    name: { describe: 'The project or product.' },
    images: {
      type: 'list',
      describe: 'Ends of the image repositories of its agent, in whole path segments.',
      default: [],
    },
    daemonSets: { type: 'list', describe: 'Names of its DaemonSet; * stands for any characters.', default: [] },
  },
  rows: [
    {
      name: 'Falco',
      images: ['falcosecurity/falco', 'falcosecurity/falco-no-driver', 'falcosecurity/falco-distroless'],
      daemonSets: ['falco'],
    },
    { name: 'Tetragon', images: ['cilium/tetragon'], daemonSets: ['tetragon'] },
    { name: 'KubeArmor', images: ['kubearmor/kubearmor'], daemonSets: ['kubearmor', 'kubearmor-*'] },
    { name: 'Tracee', images: ['aquasec/tracee'], daemonSets: ['tracee'] },
    {
      name: 'Sysdig agent',
      images: ['sysdig/agent', 'sysdig/agent-slim', 'sysdig/host-shield'],
      daemonSets: ['sysdig-agent', 'shield-host', '*-shield-host'],
    },
    {
      name: 'Aqua Enforcer',
      images: ['registry.aquasec.com/enforcer', 'aquasec/enforcer'],
      daemonSets: ['aqua-agent', '*-enforcer-ds'],
    },
    {
      name: 'Defender for Containers sensor',
      images: ['azuredefender/stable/low-level-collector', 'azuredefender/stable/security-publisher'],
      daemonSets: ['microsoft-defender-collector-ds', 'microsoft-defender-publisher-ds'],
    },
    {
      name: 'CrowdStrike Falcon',
      images: ['falcon-sensor'],
      daemonSets: ['falcon-node-sensor', '*falcon-sensor'],
    },
  ],
});
