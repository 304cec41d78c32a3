/** The type of encryption that operators of OpenShift carry out: inferred, and only where nothing shows what is written. */
import { controlPlane, type Evidence, may, plan, type View, type Violation } from 'kubectl-harden/plugin-api';
import { WEAK } from './storage.ts';

export const OPENSHIFT_READ = may(controlPlane.OPENSHIFT.apiServers, { keep: ['spec.encryption.type'] });
type Reads = View<typeof OPENSHIFT_READ>;

const PROPOSAL = plan(
  'Set spec.encryption.type of APIServer cluster to aesgcm: the operators make the key and rewrite what is stored, which takes a while.',
);
const SOURCE = 'APIServer cluster of config.openshift.io';

/** `undefined`: there is no such object. Without a type it means identity. */
function typeOf(view: Reads): string | undefined {
  const spec = controlPlane.openshiftSpec(view.own(controlPlane.OPENSHIFT.apiServers).value);
  if (spec === undefined) return undefined;
  return ((spec.encryption ?? {}) as { readonly type?: string }).type || 'identity';
}

export function openshiftLacks(view: Reads): readonly Violation[] {
  const type = typeOf(view);
  if (type !== 'identity' && type !== 'aescbc') return [];
  const message =
    type === 'identity'
      ? 'OpenShift is told to write Secrets to etcd unencrypted: no type of encryption is set.'
      : 'OpenShift is told to encrypt Secrets with aescbc.';
  return [
    {
      message,
      key: 'openshift',
      value: type,
      evidence: evidenceOf(type),
      proposal: PROPOSAL,
      ...(type === 'aescbc' ? WEAK : {}),
    },
  ];
}

export function openshiftPromise(view: Reads): readonly Evidence[] {
  const type = typeOf(view);
  return type === undefined || type === 'identity' ? [] : evidenceOf(type);
}

function evidenceOf(type: string): readonly Evidence[] {
  return [{ text: `Type of encryption: ${type}.`, source: SOURCE }];
}
