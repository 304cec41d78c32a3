/** What a scanner of images on this machine found: asked for by the operator alone, since it fetches images. */

export interface ScannedVulnerability {
  readonly vulnerabilityID: string;
  /** `CRITICAL`, `HIGH`. */
  readonly severity: string;
  /** Absent: nobody has mended it yet. */
  readonly fixedVersion?: string;
}

/** One build of an image. */
export interface ImageScan {
  /** As workloads name it: `nginx:1.27`. */
  readonly image: string;
  /** Of the build that runs: `sha256:...`. Absent: no pod tells it, and what the registry has under that name was scanned. */
  readonly digest?: string;
  readonly os?: { readonly family?: string; readonly name?: string };
  readonly vulnerabilities: readonly ScannedVulnerability[];
}

/** An image that was asked for and not scanned. */
export interface Unscanned {
  readonly image: string;
  readonly digest?: string;
  /** A sentence without its stop, safe to print. */
  readonly reason: string;
}

export interface ImageScans {
  /** `trivy 0.70.1` */
  readonly scanner: string;
  /** When the last of them was scanned: ISO 8601, UTC, by the clock of this machine. */
  readonly at: string;
  readonly scans: readonly ImageScan[];
  readonly unscanned: readonly Unscanned[];
}
