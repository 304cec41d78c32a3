/** The configuration that kubelets run with, asked through the API server: only where the operator wants it. */
import { isJsonObject } from '../../../kube/path.ts';
import type { EvidenceResult, JsonObject, KubeletConfigs } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import { ApiError } from '../http/errors.ts';
import type { EvidenceContext } from './context.ts';
import { kubeletSettings } from './kubelet-settings.ts';
import { full, missing } from './result.ts';

/** Of more nodes, one of each kind is asked. */
const MOST = 100;
const NOT_ASKED = 'kubelets are asked only with --kubelet, which takes the right to get nodes/proxy';

type Answer = KubeletConfigs['nodes'][number] | KubeletConfigs['unread'][number] | ApiError;

export async function readKubeletConfigs(
  { client, asksKubelets }: EvidenceContext,
  signal: AbortSignal,
): Promise<EvidenceResult<KubeletConfigs>> {
  if (!asksKubelets) return { coverage: { state: 'absent', reason: NOT_ASKED } };
  try {
    const { value } = await client.json({ path: '/api/v1/nodes', what: 'list nodes' }, signal);
    const nodes = chosen(isJsonObject(value) && Array.isArray(value.items) ? value.items.filter(isJsonObject) : []);
    const answers = await Promise.all(nodes.map((name) => configOf(name)));
    const denied = answers.find((answer) => answer instanceof ApiError);
    // A right is had for all nodes or for none: one refusal is no reason to tell of the others as all there are.
    if (denied instanceof ApiError) return missing(denied, 'get nodes/proxy');
    return full({
      nodes: answers.filter((answer) => 'settings' in answer),
      unread: answers.filter((answer) => 'node' in answer && 'reason' in answer),
    });
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, 'list nodes');
  }

  async function configOf(node: string): Promise<Answer> {
    const path = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/configz`;
    try {
      const { value } = await client.json({ path, what: 'get nodes/proxy' }, signal);
      const configuration = isJsonObject(value) ? value.kubeletconfig : undefined;
      if (!isJsonObject(configuration)) return { node, reason: 'it gave no configuration' };
      return { node, settings: kubeletSettings(configuration) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ApiError && error.status === 403) return error;
      return { node, reason: errorText(error) };
    }
  }
}

function chosen(nodes: readonly JsonObject[]): readonly string[] {
  const named = nodes.map((node) => ({ node, name: String(metadataOf(node).name) }));
  if (named.length <= MOST) return named.map(({ name }) => name);
  const kinds = Map.groupBy(named, ({ node }) => kindOf(node));
  return [...kinds.values()].flatMap(([first]) => first?.name ?? []).slice(0, MOST);
}

function metadataOf({ metadata }: JsonObject): JsonObject {
  return isJsonObject(metadata) ? metadata : {};
}

/** Nodes of one pool, release and image are set up alike. */
function kindOf(node: JsonObject): string {
  const status = isJsonObject(node.status) && isJsonObject(node.status.nodeInfo) ? node.status.nodeInfo : {};
  const labels = Object.entries(isJsonObject(metadataOf(node).labels) ? (metadataOf(node).labels as JsonObject) : {});
  const pool = labels.find(([key]) => /(nodegroup|nodepool|agentpool|node-pool)$/.test(key))?.[1] ?? '';
  return JSON.stringify([pool, status.kubeletVersion, status.osImage]);
}
