import { describe, expect, test } from 'vitest';
import { knowledgeOf, parseImage } from '../../src/analysis/pod-template/index.ts';
import { mountAt } from '../../src/analysis/pod-template/mounts.ts';

describe('the name of an image is read as container runtimes do', () => {
  const cases = {
    nginx: ['docker.io', 'library/nginx', ''],
    'nginx:1.29': ['docker.io', 'library/nginx', '1.29'],
    'index.docker.io/library/nginx:1': ['docker.io', 'library/nginx', '1'],
    'nginxinc/nginx-unprivileged:1': ['docker.io', 'nginxinc/nginx-unprivileged', '1'],
    'registry.example:5000/base/php:8.4-fpm-alpine': ['registry.example:5000', 'base/php', '8.4-fpm-alpine'],
    'registry.example:5000/redis@sha256:00ff': ['registry.example:5000', 'redis', ''],
    'localhost/redis': ['localhost', 'redis', ''],
    'registry.example/team/postgres:17@sha256:00ff': ['registry.example', 'team/postgres', '17'],
    '': ['docker.io', '', ''],
  };
  for (const [image, [registry, repository, tag]] of Object.entries(cases))
    test(image || 'no image', () => expect(parseImage(image)).toEqual({ registry, repository, tag }));
});

test('what images write is known by the last part of their name, and trusted under the official one', () => {
  const nginx = ['/var/cache/nginx', '/var/run', '/tmp'];
  expect(knowledgeOf('docker.io/library/nginx:1.29')).toMatchObject({ paths: nginx, isOfficial: true });
  expect(knowledgeOf('team/nginx:1.29')).toMatchObject({ paths: nginx, isOfficial: false });
  expect(knowledgeOf('registry.example/library/nginx')).toMatchObject({ paths: nginx, isOfficial: false });
  expect(knowledgeOf('php:8.4-fpm')).toMatchObject({ paths: ['/run', '/tmp'], isBase: true });
  expect(knowledgeOf('python:3.14')).toMatchObject({ paths: ['/tmp'], isBase: true });
  for (const image of ['my-nginx:1', 'nginx-exporter:1', '']) expect(knowledgeOf(image), image).toBeUndefined();
});

test('the data of PostgreSQL moved with version 18', () => {
  const dataOf = (image: string) => knowledgeOf(image)?.paths[0];
  expect(['postgres:17.7-alpine', 'postgres:9.6'].map(dataOf)).toEqual(Array(2).fill('/var/lib/postgresql/data'));
  expect(['postgres:18', 'postgres', 'postgres:bookworm'].map(dataOf)).toEqual(Array(3).fill('/var/lib/postgresql'));
});

test('a mount covers its path and everything below, under both names of /run; the deepest one decides', () => {
  const at = (path: string, mounts: readonly string[]) =>
    mountAt(
      path,
      mounts.map((mountPath) => ({ mountPath })),
    )?.mountPath;
  expect(at('/var/cache/nginx', ['/var/cache'])).toBe('/var/cache');
  expect(at('/var/run', ['/run'])).toBe('/run');
  expect(at('/run', ['/var/run/'])).toBe('/var/run/');
  expect(at('/var/run/mysqld', ['/run'])).toBe('/run');
  expect(at('/var/lib/mysql', ['/var/lib/mysql', '/var'])).toBe('/var/lib/mysql');
  expect(at('/tmp', ['/tmp/cache', '/tmpfs'])).toBeUndefined();
  expect(at('/data', [])).toBeUndefined();
});
