/** What is compared of an earlier report. What an older program did not write is absent. */
import type { ItemStatus } from '../../model/finding.ts';
import type { SourceType } from '../../model/ports.ts';
import type { ReportScope } from '../../model/report.ts';
import type { Confidence, Severity } from '../../plugin-api/index.ts';

/** Of a finding enough to know it again, and to see whether it became worse. */
export interface EarlierFinding {
  readonly id: string;
  readonly check?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly subject?:
    | { readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string }
    | undefined;
  readonly part?: string | null | undefined;
  readonly path?: string | null | undefined;
  readonly judged?: string | undefined;
  readonly origin?: { readonly file: string } | undefined;
}

export interface Earlier {
  readonly source: {
    readonly type: SourceType;
    readonly server: string;
    readonly label?: string | undefined;
    readonly cluster?: string | null | undefined;
  };
  readonly scope?: ReportScope | undefined;
  readonly checks: readonly {
    readonly id: string;
    readonly status: ItemStatus;
    readonly confidence?: Confidence | 'attested' | undefined;
  }[];
  readonly findings: readonly EarlierFinding[];
  /** Findings that were not open because a person had accepted or answered them. */
  readonly accepted: readonly EarlierFinding[];
  readonly answers?:
    | readonly { readonly check: string; readonly scope: string | null; readonly verdict: 'pass' | 'fail' }[]
    | undefined;
}
