import { expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode.ts';
import { hasUser, withoutUser } from '../../src/decode/images.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['kim:p4ss@registry.example.com/app:1', '***@registry.example.com/app:1'],
  ['https://kim:p4ss@registry.example.com/app:1', '***@registry.example.com/app:1'],
  ['hunter@registry.example.com/app', '***@registry.example.com/app'],
  [`kim:p4ss@registry.example.com/app@${DIGEST}`, `***@registry.example.com/app@${DIGEST}`],
  ['kim:p/ss@registry.example.com/app', '***@registry.example.com/app'],
  [`${'a:'.repeat(4_000)}@b`, '***'],
])('the address %s goes on as %s', (image, kept) => {
  expect(withoutUser(image)).toBe(kept);
});

test.each([
  'nginx',
  'registry.example.com:5000/team/app:1.2.3',
  `app@${DIGEST}`,
  `registry.example.com:5000/app:1@${DIGEST}`,
  `docker-pullable://registry.example.com/app@${DIGEST}`,
  `docker://${DIGEST}`,
])('the image %s stays as it is', (image) => {
  expect(withoutUser(image)).toBe(image);
  expect(hasUser(image)).toBe(false);
});

test('no container and no status of one brings a user of a registry into the model', () => {
  const image = 'kim:p4ss@registry.example.com/app:1';
  const { object } = createDecoder().decode({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'shop' },
    spec: { containers: [{ name: 'a', image }], initContainers: [{ name: 'b', image }] },
    status: { containerStatuses: [{ name: 'a', imageID: image }] },
  });
  expect(JSON.stringify(object)).not.toContain('p4ss');
  expect(JSON.stringify(object).match(/\*\*\*@registry\.example\.com\/app:1/g)).toHaveLength(3);
});
