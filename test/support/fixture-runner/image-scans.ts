/** Scans of images, as fixtures write them. */
import * as z from 'zod';

const build = { image: z.string(), digest: z.string().optional() };

export const imageScans = z.strictObject({
  scanner: z.string().default('trivy 0.70.1'),
  at: z.iso.datetime().default('2026-11-28T03:00:00Z'),
  scans: z
    .array(
      z.strictObject({
        ...build,
        os: z.strictObject({ family: z.string().optional(), name: z.string().optional() }).optional(),
        vulnerabilities: z
          .array(
            z.strictObject({ vulnerabilityID: z.string(), severity: z.string(), fixedVersion: z.string().optional() }),
          )
          .default([]),
      }),
    )
    .default([]),
  unscanned: z.array(z.strictObject({ ...build, reason: z.string() })).default([]),
});
