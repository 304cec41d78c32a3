/** Rights that the API server asks for on the way of a request, beside the one that its event names. */
import type { ResourceQuestion, Rule } from '../rbac/index.ts';
import { placeOf } from './questions.ts';

const CERTIFICATES = 'certificates.k8s.io';
const WRITES: ReadonlySet<string> = new Set(['create', 'patch', 'update']);
const CONNECTIONS: ReadonlySet<string> = new Set(['pods/attach', 'pods/exec', 'pods/portforward']);

/** As of Kubernetes 1.37. */
export function impliedBy(question: ResourceQuestion): readonly Rule[] {
  const { verb, group } = question;
  const place = placeOf(question);
  const isWrite = WRITES.has(verb);
  // Since 1.35 a websocket is a get in the log, and asks for create as well.
  if (group === '' && CONNECTIONS.has(place)) return [rule(group, place, 'create'), rule(group, place, 'get')];
  if (group !== CERTIFICATES) return [];
  if (place === 'certificatesigningrequests/approval' && isWrite) return [rule(group, 'signers', 'approve')];
  if (place === 'certificatesigningrequests/status' && isWrite) return [rule(group, 'signers', 'sign')];
  if (place === 'clustertrustbundles' && isWrite) return [rule(group, 'signers', 'attest')];
  // The controller manager asks whether a request for a node's certificate is approved by itself.
  if (place === 'certificatesigningrequests' && verb === 'create')
    return ['nodeclient', 'selfnodeclient'].map((name) => rule(group, `${place}/${name}`, 'create'));
  return [];
}

function rule(group: string, resource: string, verb: string): Rule {
  return { apiGroups: [group], resources: [resource], verbs: [verb] };
}
