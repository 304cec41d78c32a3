/** Where widely used images write, by the name of the image. */

interface KnownImage {
  readonly names: readonly string[];
  /** Part of the tag that makes the difference. */
  readonly tag?: string;
  readonly paths: readonly string[];
}

const KNOWN: readonly KnownImage[] = [
  { names: ['nginx'], paths: ['/var/cache/nginx', '/var/run'] },
  { names: ['nginx-unprivileged'], paths: [] },
  { names: ['httpd'], paths: ['/usr/local/apache2/logs'] },
  { names: ['postgres'], paths: ['/var/lib/postgresql/data', '/var/run/postgresql'] },
  { names: ['mysql'], paths: ['/var/lib/mysql', '/var/run/mysqld'] },
  { names: ['redis'], paths: ['/data'] },
  { names: ['php-fpm'], paths: ['/run'] },
  { names: ['php'], tag: 'fpm', paths: ['/run'] },
  { names: ['openjdk', 'eclipse-temurin', 'amazoncorretto', 'java', 'python', 'node'], paths: [] },
];

/** Every program may ask for a temporary file. */
const ALWAYS = '/tmp';

export interface Image {
  readonly name: string;
  readonly tag: string;
}

/** The last part of the repository: `nginx` of `registry.example:5000/base/nginx:1.29@sha256:...`. */
export function parseImage(image: string): Image {
  const [reference = ''] = image.split('@');
  const last = reference.slice(reference.lastIndexOf('/') + 1);
  const [name = '', tag = ''] = last.split(':');
  return { name, tag };
}

/** `undefined`: what the image writes is not known. */
export function writablePaths(image: string): readonly string[] | undefined {
  const { name, tag } = parseImage(image);
  const known = KNOWN.find((candidate) => candidate.names.includes(name) && tag.includes(candidate.tag ?? ''));
  return known === undefined ? undefined : [...known.paths, ALWAYS];
}

/** `/var/run` is `/run` in every image of the last ten years. */
export function isCovered(path: string, mounts: readonly string[]): boolean {
  const place = canonical(path);
  return mounts.map(canonical).some((mount) => place === mount || place.startsWith(`${mount}/`));
}

function canonical(path: string): string {
  const plain = path.replace(/\/+$/, '');
  return plain === '/var/run' || plain.startsWith('/var/run/') ? plain.slice('/var'.length) : plain;
}
