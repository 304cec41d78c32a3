/** Where widely used images write, by the name of the image. */

interface KnownImage {
  /** On Docker Hub, where its makers publish it; others may use the last part of the name for anything. */
  readonly repository: string;
  readonly paths: (tag: string) => readonly string[];
  /** Whatever program it is given decides the rest. */
  readonly isBase?: true;
  /** Variables that name other places. */
  readonly variables?: readonly string[];
  /** Where it reads settings, which may name other places. */
  readonly settings?: readonly string[];
}

const NGINX = ['/etc/nginx'];

const KNOWN: readonly KnownImage[] = [
  { repository: 'library/nginx', paths: () => ['/var/cache/nginx', '/var/run'], settings: NGINX },
  { repository: 'nginxinc/nginx-unprivileged', paths: () => [], settings: NGINX },
  {
    repository: 'library/httpd',
    paths: () => ['/usr/local/apache2/logs'],
    settings: ['/usr/local/apache2/conf'],
  },
  {
    repository: 'library/postgres',
    paths: (tag) => [postgresData(tag), '/var/run/postgresql'],
    variables: ['PGDATA', 'POSTGRES_INITDB_WALDIR'],
    settings: ['/etc/postgresql', '/docker-entrypoint-initdb.d'],
  },
  {
    repository: 'library/mysql',
    paths: () => ['/var/lib/mysql', '/var/run/mysqld'],
    settings: ['/etc/mysql', '/etc/my.cnf', '/etc/my.cnf.d', '/docker-entrypoint-initdb.d'],
  },
  { repository: 'library/redis', paths: () => ['/data'] },
  { repository: 'library/php', paths: (tag) => (tag.includes('fpm') ? ['/run'] : []), isBase: true },
  ...['openjdk', 'eclipse-temurin', 'amazoncorretto', 'java', 'python', 'node'].map(
    (name) => ({ repository: `library/${name}`, paths: () => [], isBase: true }) as const,
  ),
];

/** Every program may ask for a temporary file. */
const ALWAYS = '/tmp';

/** Since version 18 the data of each version is a folder of its own, one level up. */
function postgresData(tag: string): string {
  const major = Number.parseInt(tag, 10);
  return major < 18 ? '/var/lib/postgresql/data' : '/var/lib/postgresql';
}

export interface Image {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** With what is left out on the way to Docker Hub: `nginx` is `library/nginx` of `docker.io`. */
export function parseImage(image: string): Image {
  return named(image).parsed;
}

interface Named {
  readonly parsed: Image;
  /** `/docker.io/library/nginx`: a slash before each segment. */
  readonly name: string;
}

/** Many checks ask for the same images, each for all of them. More of them than this are told anew. */
const MOST_KNOWN = 20_000;
const known = new Map<string, Named>();

function named(image: string): Named {
  const found = known.get(image);
  if (found !== undefined) return found;
  const parsed = parsedOf(image);
  const made = { parsed, name: `/${parsed.registry}/${parsed.repository}` };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(image, made);
  return made;
}

function parsedOf(image: string): Image {
  const [reference = ''] = image.split('@');
  const parts = reference.split('/');
  const [first = ''] = parts;
  const isNamed = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  const registry = isNamed && first !== 'index.docker.io' ? first : 'docker.io';
  const path = (isNamed ? parts.slice(1) : parts).join('/');
  const [place = '', tag = ''] = path.split(':');
  const isShort = registry === 'docker.io' && place !== '' && !place.includes('/');
  return { registry, repository: isShort ? `library/${place}` : place, tag };
}

/** Whether the image is called by one of these ends, in whole segments of its name: mirrors fit. */
export function isImageOf(image: string, ends: readonly string[]): boolean {
  const { name } = named(image);
  return ends.some((end) => name.endsWith(end) && name[name.length - end.length - 1] === '/');
}

export interface ImageKnowledge extends Omit<KnownImage, 'paths'> {
  readonly paths: readonly string[];
  /** Else only the last part of its name is the same. */
  readonly isOfficial: boolean;
}

/** `undefined`: what the image writes is not known. */
export function knowledgeOf(image: string): ImageKnowledge | undefined {
  const { registry, repository, tag } = parseImage(image);
  const known = KNOWN.find((candidate) => lastPart(candidate.repository) === lastPart(repository));
  if (known === undefined) return undefined;
  const isOfficial = registry === 'docker.io' && repository === known.repository;
  return { ...known, isOfficial, paths: [...known.paths(tag), ALWAYS] };
}

function lastPart(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}
