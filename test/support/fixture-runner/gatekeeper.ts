/** Constraints of Gatekeeper, as a fixture gives them. */
import { z } from 'zod';

const texts = z.array(z.string());

export const gatekeeperConstraints = z.array(
  z.strictObject({
    kind: z.string(),
    name: z.string(),
    generation: z.int(),
    action: z.string(),
    scoped: z.array(z.strictObject({ action: z.string(), points: texts })),
    match: z.strictObject({
      kinds: z.array(z.strictObject({ apiGroups: texts, kinds: texts })),
      excludedNamespaces: texts,
      others: texts,
    }),
    pods: z.array(z.strictObject({ enforced: z.boolean(), generation: z.int(), operations: texts, errors: z.int() })),
  }),
);
