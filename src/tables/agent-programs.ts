import { defineTable } from '../plugin-api/index.ts';

export interface AgentProgram {
  readonly name: string;
  /** Ends of image repositories in whole segments: `k8sgpt-ai/k8sgpt` fits `ghcr.io/k8sgpt-ai/k8sgpt`. */
  readonly images: readonly string[];
}

/** Programs that let a language model act on the cluster, or that answer it over the Model Context Protocol. */
export const agentPrograms = defineTable<AgentProgram>({
  id: 'agent-programs',
  describe:
    'Programs that let a language model read or change the cluster: agents, and servers of the Model Context Protocol.',
  asOf: '2026-11-28',
  source: 'Repositories and Helm charts of each project',
  columns: {
    name: { describe: 'The project or product.' },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
  },
  rows: [
    {
      name: 'Kubernetes MCP server',
      images: ['containers/kubernetes_mcp_server', 'containers/kubernetes-mcp-server', 'manusa/kubernetes-mcp-server'],
    },
    { name: 'MCP Server Kubernetes', images: ['flux159/mcp-server-kubernetes'] },
    { name: 'mcp-k8s', images: ['silenceper/mcp-k8s'] },
    { name: 'K8sGPT', images: ['k8sgpt-ai/k8sgpt'] },
    { name: 'HolmesGPT', images: ['robustadev/holmes'] },
    { name: 'kagent', images: ['kagent-dev/kagent/app'] },
    { name: 'Botkube', images: ['kubeshop/botkube'] },
  ],
});
