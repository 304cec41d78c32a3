import { expect, test } from 'vitest';
import { literalsOf, literalUnder } from '../../src/text/literal.ts';

/** Put together here, so that no file of the repository holds one. */
const AWS_ID = ['AKIA', 'Q3EGRIKPLMN7OTUV'].join('');
const GITHUB = ['gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');
const JWT = ['ey', 'JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'].join('');
const PRIVATE = `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIB\n-----END RSA ${'PRIVATE'} KEY-----`;

test.each([
  ['DB_PASSWORD', 'correct-horse'],
  ['MYSQL_ROOT_PASSWORD', 'rootroot'],
  ['PGPASSWORD', 'postgres1'],
  ['DB_PASS', 'Summer2026!'],
  ['REDIS_PWD', 'foobar1'],
  ['API_KEY', 'f8a9c1d2e3'],
  ['apiKey', 'f8a9c1d2e3'],
  ['clientSecret', 'zPq8~abc'],
  ['CLIENT_SECRET_KEY', 'zPq8abcd'],
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzKEY'],
  ['DJANGO_SECRET_KEY', 'insecure-abc123'],
  ['SLACK_TOKEN', 'abc-def-ghi'],
  ['spring.datasource.password', 'hunter22'],
  ['GITHUB_PAT', 'abcdefgh'],
  ['ENCRYPTION_KEY', '00112233445566778899aabbccddeeff'],
  ['REDIS_PASSWORD', '123456'],
  ['--root-password', 'swordfish'],
])('%s with a value speaks for a credential', (name, value) => {
  expect(literalUnder(name, value)).toEqual({ rule: 'its name', isShape: false, length: value.length });
});

test.each([
  ['ANYTHING', AWS_ID, 'an AWS access key id'],
  ['ANYTHING', GITHUB, 'a token of GitHub, Docker Hub or a shop'],
  ['ANYTHING', JWT, 'a JSON Web Token'],
  ['ANYTHING', PRIVATE, 'a private key'],
  ['DATABASE_URL', 'postgres://app:s3cr3t@db:5432/app', 'an address with a password'],
  ['AMQP', 'amqp://guest:guest@mq', 'an address with a password'],
  ['REDIS_URL', 'redis://:p4ss@cache:6379', 'an address with a password'],
  ['ConnectionStrings__Main', 'Server=db;User Id=sa;Password=Pa55word;', 'an address with a password'],
  ['QUEUE', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcd1234==', 'an address with a password'],
])('a value of %s says itself what it is: %#', (name, value, rule) => {
  expect(literalUnder(name, value)).toEqual({ rule, isShape: true, length: value.length });
});

test.each([
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', '$(PASSWORD)'],
  ['DB_PASSWORD', `$${'{PASSWORD}'}`],
  ['DB_PASSWORD', '{{ .Values.password }}'],
  ['DB_PASSWORD', '<your password>'],
  ['DB_PASSWORD', '********'],
  ['DB_PASSWORD', 'vault:secret/data/db#password'],
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['DB_PASSWORD', '/run/secrets/db'],
  ['SECRET_NAME', 'web-tls'],
  ['TLS_SECRET', 'web-tls'],
  ['IMAGE_PULL_SECRET', 'registry'],
  ['TOKEN_URL', 'https://id.example.com/token'],
  ['TOKEN_ENDPOINT', 'https://id.example.com/token'],
  ['ACCESS_TOKEN_TTL', '3600s'],
  ['TOKEN_LIFETIME', '15m'],
  ['MAX_TOKENS', '4096'],
  ['TOKENIZERS_PARALLELISM', 'false'],
  ['ENABLE_TOKEN_AUTH', 'true'],
  ['USE_PASSWORD', 'required'],
  ['SECRET_PROVIDER', 'vault'],
  ['CREDENTIALS', 'include'],
  ['API_KEY_HEADER', 'X-Api-Key'],
  ['KAFKA_KEY_SERIALIZER', 'org.apache.kafka.StringSerializer'],
  ['JWT_PUBLIC_KEY', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'],
  ['CA', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
  ['DATABASE_URL', 'postgres://app@db:5432/app'],
  ['DATABASE_URL', `postgres://app:$${'{PASSWORD}'}@db/app`],
  ['DATABASE_URL', 'postgres://app:$(DB_PASSWORD)@db/app'],
  ['SENTRY_DSN', 'https://sentry.example.com/1'],
  ['PROXY', 'http://proxy:3128/'],
  ['PWD', '/app'],
  ['COMPASS', 'north'],
  ['BYPASS_LIST', 'localhost'],
  ['AWS_REGION', 'eu-west-1'],
  ['KEY', 'value'],
  ['PASSWORD_HASH_ALGORITHM', 'argon2id'],
  ['PASSWORD_HASH', '$2y$10$abcdefghijklmnopqrstuv'],
  ['SECRET_MESSAGE', 'three words and more'],
])('%s with the value of case %# is no credential', (name, value) => {
  expect(literalUnder(name, value)).toBeUndefined();
});

test('files are looked at line by line, comments aside, and name the setting', () => {
  const text = [
    '# password: old-one',
    'spring.datasource.password=hunter22',
    'spring.datasource.url=jdbc:postgresql://db/app',
    'auth:',
    '  clientSecret: "zPq8abcd" # rotate',
    '  secretName: web',
    `  url: https://u:p4ssw0rd@example.com`,
  ].join('\n');
  expect(literalsOf('application.yaml', text)).toEqual([
    { name: 'spring.datasource.password', rule: 'its name', isShape: false, length: 8 },
    { name: 'clientSecret', rule: 'its name', isShape: false, length: 8 },
    { name: 'url', rule: 'an address with a password', isShape: true, length: 30 },
  ]);
  expect(literalsOf('id_rsa', PRIVATE)).toMatchObject([{ rule: 'a private key' }]);
});
