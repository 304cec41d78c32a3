import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { createAuthority } from './pki.ts';

const authority = createAuthority('test-ca');
const hosts = ['127.0.0.1', 'localhost'];

test('certificates are signed by their authority and carry names, groups and addresses', () => {
  const root = new X509Certificate(authority.cert);
  const user = new X509Certificate(authority.issue({ commonName: 'jane', organizations: ['ops', 'dev'] }).cert);
  expect(root.ca).toBe(true);
  expect(user.verify(root.publicKey)).toBe(true);
  expect(user.checkIssued(root)).toBe(true);
  expect(user.subject).toBe('O=ops\nO=dev\nCN=jane');
  const server = new X509Certificate(authority.issue({ commonName: 'server', hosts }).cert);
  expect(server.subjectAltName).toBe('IP Address:127.0.0.1, DNS:localhost');
});

test.each([
  ['a client that trusts the authority talks to the server and shows its own certificate', {}, 'ok'],
  ['an expired certificate is refused', { notAfter: new Date(Date.now() - 60_000) }, 'CERT_HAS_EXPIRED'],
  ['a certificate for another host is refused', { hosts: ['other.example'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('%s', async (_, serving, outcome) => {
  const certificate = authority.issue({ commonName: 'server', hosts, ...serving });
  const server = createServer({ ...certificate, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  const names: string[] = [];
  server.on('secureConnection', (socket: TLSSocket) => {
    names.push(String(socket.getPeerCertificate().subject.CN));
    socket.end('ok');
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', ca: authority.cert, ...authority.issue({ commonName: 'jane' }) });
  const answer = await new Promise<string>((resolve) => {
    client
      .once('data', (data) => resolve(String(data)))
      .once('error', (error) => resolve(String(Reflect.get(error, 'code'))));
  });
  client.destroy();
  server.close();
  expect(answer).toBe(outcome);
  expect(names).toEqual(outcome === 'ok' ? ['jane'] : []);
});
