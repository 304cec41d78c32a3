/** Arbitrary valid pods: confined ones with a few twists, so that every level is met often. */
import fc from 'fast-check';
import { type Draft, type DraftContainer, finish, type PodManifest } from './draft.ts';
import { type Chooser, TWISTS } from './twists.ts';

const CONFINED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

export const podArbitrary: fc.Arbitrary<PodManifest> = fc
  .record({
    app: fc.integer({ min: 1, max: 2 }),
    init: fc.integer({ min: 0, max: 1 }),
    sidecar: fc.boolean(),
    twists: fc.array(
      fc.record({
        twist: fc.integer({ min: 0, max: TWISTS.length - 1 }),
        choices: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ app, init, sidecar, twists }) => {
    const draft: Draft = {
      annotations: {},
      spec: {
        securityContext: {},
        containers: Array.from({ length: app }, (_, index) => container(`app-${index}`)),
        initContainers: Array.from({ length: init }, (_, index) => ({
          ...container(`init-${index}`),
          ...(sidecar ? { restartPolicy: 'Always' } : {}),
        })),
        volumes: [],
      },
    };
    for (const { twist, choices } of twists) TWISTS[twist]?.(draft, chooser(choices));
    return finish(draft);
  });

function container(name: string): DraftContainer {
  return { name, image: 'registry.example/i:1', securityContext: structuredClone(CONFINED) };
}

function chooser(choices: readonly number[]): Chooser {
  let next = 0;
  const draw = () => choices[next++ % choices.length] ?? 0;
  return {
    pick<T>(values: readonly T[]) {
      // The list is never empty, and what it holds may be `undefined` itself.
      return values[draw() % values.length] as T;
    },
    some(values) {
      const count = draw() % 3;
      return [
        ...new Set(Array.from({ length: count }, () => values[draw() % values.length])),
      ] as (typeof values)[number][];
    },
  };
}
