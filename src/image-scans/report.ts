/** The few members of Trivy's report that are looked at. Everything else never leaves this file. */
import * as z from 'zod';
import type { ImageScan } from '../plugin-api/index.ts';

const SEVERITIES: readonly string[] = ['CRITICAL', 'HIGH'];

const report = z.object({
  SchemaVersion: z.literal(2),
  Metadata: z
    .object({ OS: z.object({ Family: z.string().optional(), Name: z.string().optional() }).optional() })
    .optional(),
  Results: z
    .array(
      z.object({
        Vulnerabilities: z
          .array(
            z.object({
              VulnerabilityID: z.string().max(200),
              Severity: z.string().max(40),
              FixedVersion: z.string().max(400).optional(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

/** Throws where it is not a report as Trivy writes it. */
export function readReport(text: string): Pick<ImageScan, 'os' | 'vulnerabilities'> {
  const { Metadata, Results } = report.parse(JSON.parse(text));
  const { Family, Name } = Metadata?.OS ?? {};
  const found = (Results ?? []).flatMap(({ Vulnerabilities }) => Vulnerabilities ?? []);
  const known = new Map(
    found
      .filter(({ Severity }) => SEVERITIES.includes(Severity))
      .map(({ VulnerabilityID, Severity, FixedVersion }) => [
        `${VulnerabilityID} ${Severity} ${Boolean(FixedVersion)}`,
        {
          vulnerabilityID: VulnerabilityID,
          severity: Severity,
          ...(FixedVersion ? { fixedVersion: FixedVersion } : {}),
        },
      ]),
  );
  return {
    ...(Family === undefined && Name === undefined
      ? {}
      : { os: { ...(Family ? { family: Family } : {}), ...(Name ? { name: Name } : {}) } }),
    vulnerabilities: [...known].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each),
  };
}
