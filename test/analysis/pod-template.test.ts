import { describe, expect, test } from 'vitest';
import { parseImage, writablePaths } from '../../src/analysis/pod-template/index.ts';
import { isCovered } from '../../src/analysis/pod-template/writable-paths.ts';

describe('the name of an image is the last part of its repository', () => {
  const cases = {
    nginx: { name: 'nginx', tag: '' },
    'nginx:1.29': { name: 'nginx', tag: '1.29' },
    'registry.example:5000/base/php:8.4-fpm-alpine': { name: 'php', tag: '8.4-fpm-alpine' },
    'registry.example:5000/redis@sha256:00ff': { name: 'redis', tag: '' },
    'registry.example/team/postgres:17@sha256:00ff': { name: 'postgres', tag: '17' },
    '': { name: '', tag: '' },
  };
  for (const [image, expected] of Object.entries(cases))
    test(image || 'no image', () => expect(parseImage(image)).toEqual(expected));
});

test('what images write is known by their exact name', () => {
  expect(writablePaths('docker.io/library/nginx:1.29')).toEqual(['/var/cache/nginx', '/var/run', '/tmp']);
  expect(writablePaths('php:8.4-fpm')).toEqual(['/run', '/tmp']);
  expect(writablePaths('python:3.14')).toEqual(['/tmp']);
  for (const image of ['my-nginx:1', 'php:8.4-apache', 'nginx-exporter:1', ''])
    expect(writablePaths(image), image).toBeUndefined();
});

test('a mount covers its path and everything below, under both names of /run', () => {
  expect(isCovered('/var/cache/nginx', ['/var/cache'])).toBe(true);
  expect(isCovered('/var/run', ['/run'])).toBe(true);
  expect(isCovered('/run', ['/var/run/'])).toBe(true);
  expect(isCovered('/var/run/mysqld', ['/run'])).toBe(true);
  expect(isCovered('/tmp', ['/tmp/cache', '/tmpfs'])).toBe(false);
  expect(isCovered('/data', [])).toBe(false);
});
