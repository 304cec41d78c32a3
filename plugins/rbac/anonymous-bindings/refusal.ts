/** Do all API servers refuse anonymous requests? Each replica has flags of its own. */

import { apiServerReplicas } from '../../../src/analysis/api-server.ts';
import { isRead } from '../../../src/analysis/coverage.ts';
import type { Evidence, View } from '../../../src/plugin-api/index.ts';

const FLAG = 'anonymous-auth';

export type Refusal =
  | { readonly state: 'proven'; readonly evidence: readonly Evidence[] }
  /** One server says so; others say something else, or nobody knows how many there are. */
  | { readonly state: 'partial'; readonly reason: string }
  | { readonly state: 'none' };

export function refusalOfAnonymous(view: View<'ServerFlags' | 'Pod'>): Refusal {
  if (view.evidence('ServerFlags').value?.flags[FLAG] !== 'false') return { state: 'none' };
  const replicas = apiServerReplicas(view, { isFiles: false });
  const others = replicas.filter(({ flags }) => flags.get(FLAG) !== 'false').map(({ pod }) => pod.metadata.name);
  const says = `The API server that answered refuses anonymous requests (--${FLAG}=false)`;
  if (others.length > 0) return { state: 'partial', reason: `${says}, but ${others.join(', ')} may take them.` };
  const { state, reason } = view.coverage('Pod', 'kube-system');
  if (!isRead({ state })) return partial(says, reason ?? 'pods of kube-system could not be read');
  if (replicas.length === 0) return partial(says, 'no pod in kube-system shows them');
  const evidence = replicas.map(({ pod }): Evidence => {
    const { name, namespace } = pod.metadata;
    return {
      text: `Pod ${namespace}/${name} runs with --${FLAG}=false.`,
      source: { apiVersion: 'v1', kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }) },
    };
  });
  return { state: 'proven', evidence: [{ text: `${says}.`, source: 'GET /flagz' }, ...evidence] };
}

function partial(says: string, reason: string): Refusal {
  return { state: 'partial', reason: `${says}; whether there are others with other flags is not known: ${reason}.` };
}
