/** Identity providers of OpenShift, which keeps them in objects: inferred, and only where no flags show who vouches. */
import {
  controlPlane,
  type Evidence,
  fails,
  may,
  type Outcome,
  pass,
  plan,
  type View,
} from 'kubectl-harden/plugin-api';

const { oauths: OAUTHS, authentications: AUTHENTICATIONS } = controlPlane.OPENSHIFT;

export const OPENSHIFT_READS = [
  may(OAUTHS, { keep: ['spec.identityProviders.type'] }),
  may(AUTHENTICATIONS, { keep: ['spec.type'] }),
] as const;
type Reads = View<controlPlane.FlagReads | (typeof OPENSHIFT_READS)[number]>;

/** A file of passwords vouches for nobody, and is no provider. */
const PASSWORDS = 'HTPasswd';

/** `undefined`: it says nothing, or something better may say otherwise. */
export function judgeProviders(view: Reads): Outcome | undefined {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const [oauths, authentications] = [view.own(OAUTHS), view.own(AUTHENTICATIONS)];
  if (!controlPlane.isNowhere(apiServer) || !oauths.isRead || !authentications.isRead) return undefined;
  const spec = controlPlane.openshiftSpec(oauths.value);
  if (spec === undefined) return undefined;
  if (controlPlane.openshiftSpec(authentications.value)?.type === 'OIDC')
    return pass(
      { text: 'People sign in by OIDC.', source: 'Authentication cluster of config.openshift.io' },
      'inferred',
    );
  const providers = (spec.identityProviders ?? []) as readonly { readonly type?: string }[];
  const types = [...new Set(providers.map(({ type }) => String(type)))].sort();
  const evidence: Evidence = {
    text: `Identity providers: ${types.length === 0 ? 'none' : types.join(', ')}.`,
    source: 'OAuth cluster of config.openshift.io',
  };
  if (types.some((type) => type !== PASSWORDS)) return pass(evidence, 'inferred');
  const message =
    types.length === 0
      ? 'OpenShift knows no identity provider: only its first administrator can sign in.'
      : 'OpenShift knows no identity provider but a file of passwords.';
  const proposal = plan(
    'Add your provider to the identityProviders of OAuth cluster: its client and its secret are yours.',
  );
  return fails([{ message, key: 'identity provider', value: types, evidence: [evidence], proposal }], false);
}
