/** Each third party of a table is shown by an object in the shape of its own. */
import { expect, test } from 'vitest';
import { agentPrograms } from '../../src/tables/agent-programs.ts';
import { cloudCredentialNames } from '../../src/tables/cloud-credential-names.ts';
import { ingressControllers } from '../../src/tables/ingress-controllers.ts';
import { fitsPattern } from '../../src/text/pattern.ts';
import { unshown } from './shown.ts';

test('fixtures show every program that lets a language model act', () => {
  const images = agentPrograms.rows.flatMap((row) => row.images);
  const fits = (image: string, text: string) => `/${text}`.includes(`/${image}:`);
  expect(unshown('rbac/agent-identities', images, fits)).toEqual([]);
});

test('fixtures show every ingress controller', () => {
  const fits = ({ controller }: { readonly controller: string }, text: string) => fitsPattern(controller, text);
  expect(unshown('ingress/tls', ingressControllers.rows, fits)).toEqual([]);
});

test('fixtures show every variable and file of cloud credentials', () => {
  const missing = unshown('identity/static-cloud-creds', cloudCredentialNames.rows, ({ pattern, where }, text) =>
    where === 'env' ? fitsPattern(pattern, text) : fitsPattern(pattern, text) || fitsPattern(`*/${pattern}`, text),
  );
  expect(missing).toEqual([]);
});

test('a row that no fixture shows is told', () => {
  expect(unshown('ingress/tls', ['nobody.example/controller'], fitsPattern)).toEqual(['nobody.example/controller']);
});
