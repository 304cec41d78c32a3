/** The manifest for krew: that of a version, and the template from which a bot makes that of the next. */

const VERSION = /^( {2}version: )(v\S+)$/m;
const DOWNLOAD = /^( +)uri: (\S+)\n +sha256: "[0-9a-f]{64}"$/gm;

/**
 * `text`: krew-manifest.yaml; `digests`: SHA-256 in hex by file name. Throws where an archive is missing, or where the
 * manifest is of another version.
 */
export function filledManifest(text: string, version: string, digests: ReadonlyMap<string, string>): string {
  if (versionOf(text) !== version) throw new Error(`krew-manifest.yaml is of ${versionOf(text)}, not of ${version}`);
  return withoutComments(text).replaceAll(DOWNLOAD, (_, indent: string, uri: string) => {
    const file = uri.slice(uri.lastIndexOf('/') + 1);
    const digest = digests.get(file);
    if (digest === undefined) throw new Error(`krew-manifest.yaml names ${file}, which was not built`);
    return `${indent}uri: ${uri}\n${indent}sha256: ${digest}`;
  });
}

/** `.krew.yaml`: krew-release-bot puts in the tag, and the digests of the archives of that release. */
export function botTemplate(text: string): string {
  const version = versionOf(text);
  const filled = withoutComments(text).replace(VERSION, '$1{{ .TagName }}');
  return filled.replaceAll(
    DOWNLOAD,
    (_, indent: string, uri: string) =>
      `${indent}{{addURIAndSha "${uri.replaceAll(version, '{{ .TagName }}')}" .TagName }}`,
  );
}

function versionOf(text: string): string {
  const [, , version] = VERSION.exec(text) ?? [];
  if (version === undefined) throw new Error('krew-manifest.yaml has no version');
  return version;
}

function withoutComments(text: string): string {
  return text.replace(/^(#.*\n)+/, '');
}
