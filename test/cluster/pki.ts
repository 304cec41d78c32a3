/** Certificates for tests: an authority, servers, users; also expired ones. Ed25519 is refused by some, so P-256. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}
export interface Authority extends Certificate {
  issue(subject: CertificateSubject): Certificate;
}
export interface CertificateSubject {
  readonly commonName: string;
  /** Kubernetes reads groups from here. */
  readonly organizations?: readonly string[];
  /** Names and addresses of a server; without any it is a client's certificate. */
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const HOUR = 3_600_000;
const OID = {
  ecdsaSha256: '06082a8648ce3d040302',
  commonName: '0603550403',
  organization: '060355040a',
  basicConstraints: '0603551d13',
  keyUsage: '0603551d0f',
  extendedKeyUsage: '0603551d25',
  subjectAltName: '0603551d11',
  serverAuth: '06082b06010505070301',
  clientAuth: '06082b06010505070302',
} as const;

export function createAuthority(commonName: string): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name: distinguishedName({ commonName }), key: keys.privateKey };
  const cert = certificate(issuer, { commonName }, keys.publicKey, [
    extension(OID.basicConstraints, sequence(hex('0101ff')), true),
    extension(OID.keyUsage, hex('030202a4'), true),
  ]);
  return { cert, key: privatePem(keys.privateKey), issue: (subject) => issue(issuer, subject) };
}

interface Issuer {
  readonly name: Buffer;
  readonly key: KeyObject;
}

function issue(issuer: Issuer, subject: CertificateSubject): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { hosts = [] } = subject;
  const usage = hosts.length > 0 ? OID.serverAuth : OID.clientAuth;
  const extensions = [
    extension(OID.keyUsage, hex('030205a0'), true),
    extension(OID.extendedKeyUsage, sequence(hex(usage))),
  ];
  if (hosts.length > 0) extensions.push(extension(OID.subjectAltName, sequence(...hosts.map(alternativeName))));
  return { cert: certificate(issuer, subject, keys.publicKey, extensions), key: privatePem(keys.privateKey) };
}

function certificate(
  issuer: Issuer,
  subject: CertificateSubject,
  key: KeyObject,
  extensions: readonly Buffer[],
): string {
  const algorithm = sequence(hex(OID.ecdsaSha256));
  const serial = randomBytes(16);
  serial[0] = 0x01;
  const now = Date.now();
  const body = sequence(
    der(0xa0, hex('020102')),
    der(0x02, serial),
    algorithm,
    issuer.name,
    sequence(time(subject.notBefore ?? new Date(now - HOUR)), time(subject.notAfter ?? new Date(now + 48 * HOUR))),
    distinguishedName(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, issuer.key);
  return pem(sequence(body, algorithm, der(0x03, Buffer.concat([hex('00'), signature]))));
}

function distinguishedName({ commonName, organizations = [] }: CertificateSubject): Buffer {
  const attribute = (oid: string, value: string) => der(0x31, sequence(hex(oid), der(0x0c, Buffer.from(value))));
  return sequence(...organizations.map((o) => attribute(OID.organization, o)), attribute(OID.commonName, commonName));
}

function extension(oid: string, value: Buffer, critical = false): Buffer {
  return sequence(hex(oid), ...(critical ? [hex('0101ff')] : []), der(0x04, value));
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 4) return der(0x87, Buffer.from(host.split('.').map(Number)));
  return der(0x82, Buffer.from(host));
}

function time(at: Date): Buffer {
  return der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** Tag, length, value. */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const digits = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length, ...digits]), value]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function pem(body: Buffer): string {
  const lines = body.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function privatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
