/** External Secrets at v1beta1, which releases from 0.17 on do not serve. */
import { type CustomObject, count, plan, refOf, type Violation } from 'kubectl-harden/plugin-api';
import type { Reads } from './reads.ts';

const KINDS = ['externalsecrets', 'secretstores', 'clustersecretstores'] as const;
const GROUP = 'external-secrets.io';

const STEPS =
  'In this order: upgrade the operator to 0.16, which serves both versions; change the manifests to external-secrets.io/v1 and apply them; have every object written once more, so that v1 is stored; take v1beta1 out of the storedVersions of the definitions; then upgrade further.';

/** The definition stores objects in the old version, or serves no other. */
export function outdated(view: Reads): readonly Violation[] {
  return KINDS.flatMap((plural): readonly Violation[] => {
    const definition = view.get('CustomResourceDefinition', `${plural}.${GROUP}`).value;
    const versions = definition?.spec?.versions ?? [];
    const stored = versions.find(({ storage }) => storage)?.name;
    const isOld =
      versions.length > 0 && (stored !== 'v1' || !versions.some(({ name, served }) => name === 'v1' && served));
    if (definition === undefined || !isOld || stored === undefined) return [];
    return [
      {
        message: `${plural}.${GROUP} are stored as ${stored}: releases from 0.17 on serve v1 only.`,
        at: refOf(definition),
        path: ['spec', 'versions'],
        value: stored,
        proposal: plan(STEPS),
      },
    ];
  });
}

export function outdatedInFiles(view: Reads): readonly Violation[] {
  const objects = KINDS.flatMap((plural): readonly CustomObject[] => view.own(`${plural}.${GROUP}`).value);
  const old = objects.filter(({ apiVersion }) => apiVersion !== `${GROUP}/v1`);
  return old.map((object) => ({
    message: `It is written for ${object.apiVersion}: releases of External Secrets from 0.17 on serve v1 only.`,
    at: refOf(object),
    path: ['apiVersion'],
    value: object.apiVersion,
    evidence: [{ text: `${count(old, 'object')} of External Secrets are written for an older version.` }],
    proposal: plan(STEPS),
  }));
}
