/** What fixtures are held to is what this Kubernetes says of itself: `npm run generate:facts` renews it. */
import { expect, test } from 'vitest';
import { mergeKeysIn, type OpenApi } from '../cluster/facts/merge-keys.ts';
import { cluster } from '../support/cluster.ts';
import { flagsOf } from '../support/fixture-runner/component-flags.ts';
import { MERGE_KEYS } from '../support/fixture-runner/merge-keys.generated.ts';

test('the merge keys are those of the OpenAPI document', async () => {
  const openApi = (await cluster().api.json('GET', '/openapi/v2')) as OpenApi;
  expect(MERGE_KEYS).toEqual(mergeKeysIn(openApi));
});

test('every flag that the API server shows is known', async () => {
  // The plain form varies its separators on purpose.
  const accept = 'application/json;v=v1beta1;g=config.k8s.io;as=Flagz';
  const { flags } = (await cluster().api.json('GET', '/flagz', undefined, { accept })) as { readonly flags: object };
  const names = Object.keys(flags);
  const known = new Set(flagsOf('kube-apiserver'));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});
