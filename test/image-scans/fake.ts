/** A program that calls itself Trivy in its file, and does what it is given. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const VERSION_LINE = 'github.com/aquasecurity/trivy/pkg/version/app.ver=';

export function fakeScanner(body: string, version = '0.70.1'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'fake-scanner-')), 'trivy');
  writeFileSync(path, `#!${process.execPath}\n// -X ${VERSION_LINE}${version} -w\n'use strict';\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Says what it was given, in the place of the name of an operating system. */
export const TELLS = `
const family = JSON.stringify({ args: process.argv.slice(2), env: Object.keys(process.env).sort(), files: require('node:fs').readdirSync('.') });
console.log(JSON.stringify({ SchemaVersion: 2, Metadata: { OS: { Family: family } }, Results: [
  { Target: 'a', Vulnerabilities: [
    { VulnerabilityID: 'CVE-2026-0002', Severity: 'HIGH', FixedVersion: '2', Title: 'left out' },
    { VulnerabilityID: 'CVE-2026-0001', Severity: 'CRITICAL', FixedVersion: '' },
    { VulnerabilityID: 'CVE-2026-0003', Severity: 'LOW' } ] },
  { Target: 'b' }, { Target: 'c', Vulnerabilities: null } ] }));`;
