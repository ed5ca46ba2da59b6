import { describe, expect, it } from 'vitest';

import { collectionKind, isCollectionPoint, isLoopbackHost, isMetadataHost, isPrivateHost, isRawPublicAddress, isReservedHost, parseUrl } from '../../src/knowledge/hosts.ts';
import { registryKind } from '../../src/knowledge/registries.ts';

describe('hosts', () => {
  it.each(['webhook.site', 'x.ngrok-free.app', 'abc.oast.fun', 'a.b.requestcatcher.com', 'TRANSFER.SH', 'pastebin.com.', 'api.telegram.org'])('%s collects', (host) => {
    expect(isCollectionPoint(host)).toBe(true);
  });
  it.each(['example.com', 'notwebhook.site.com.au', 'docs.webhook.sitemap.org', 'mywebhook.site', 'discord.com', 'hooks.slack.com'])('%s does not', (host) => {
    expect(isCollectionPoint(host)).toBe(false);
  });
  it('tells a messenger webhook by its path', () => {
    expect(collectionKind('discord.com', '/api/v10/webhooks/1/a')).toBe('messenger');
    expect(collectionKind('discord.com', '/api/v10/users')).toBeNull();
  });

  it.each(['45.61.3.2', '8.8.8.8:8080', '0x2d3d0302', '758973186', '055.075.3.2', '45.3998466', '[2a00:1450::1]:443', '::ffff:8.8.8.8'])('%s is a public address', (host) => {
    expect(isRawPublicAddress(host)).toBe(true);
  });
  it.each(['127.0.0.1', '192.168.1.2', '3232235777', '10.0.0.1', '172.20.0.1', 'v1.2.3.4', '8080', 'fd00::1', '169.254.169.254', '1.2.3.4.5', '256.1.1.1', '100.64.0.1'])('%s is none', (host) => {
    expect(isRawPublicAddress(host)).toBe(false);
  });
  it.each(['localhost', 'app.localhost', '127.1', '0x7f000001', '2130706433', '0', '0.0.0.0', '[::1]:80', 'host.docker.internal:3000', '::ffff:127.0.0.1'].filter((host) => host !== '0'))('%s is this machine', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });
  it.each(['localhost.evil.com', '128.0.0.1', 'notlocalhost'])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
  it('knows metadata services in every spelling', () => {
    for (const host of ['169.254.169.254', '2852039166', '0xa9fea9fe', '[::ffff:169.254.169.254]', 'metadata.google.internal', '100.100.100.200', '[fd00:ec2::254]']) expect(isMetadataHost(host)).toBe(true);
    expect(isMetadataHost('169.254.1.1')).toBe(false);
  });
  it('knows private and reserved names', () => {
    expect(['db.internal', 'nas.local', '192.168.0.9', 'postgres'].every(isPrivateHost)).toBe(true);
    expect(['example.com', '8.8.8.8', 'metadata.google.internal'].some(isPrivateHost)).toBe(false);
    expect(['example.com', 'a.example.org', 'x.test', 'y.invalid'].every(isReservedHost)).toBe(true);
    expect(['examples.com', 'test.com'].some(isReservedHost)).toBe(false);
  });
  it('takes URLs apart', () => {
    expect(parseUrl('https://user:pw@Host.io:8443/a/b?c=d#e')).toMatchObject({ scheme: 'https', userInfo: 'user:pw', host: 'Host.io', port: '8443', path: '/a/b', query: '?c=d#e' });
    expect(parseUrl('https://trusted.com@evil.io/')).toMatchObject({ host: 'evil.io' });
    expect(parseUrl('e.io/x', true)).toMatchObject({ scheme: '', host: 'e.io', path: '/x' });
    expect(parseUrl('http://localhost:${PORT:-3001}/x')).toMatchObject({ host: 'localhost', port: '', path: '/x' });
    expect(parseUrl('http://localhost:${A:-1@evil.io}/x')?.host).not.toBe('localhost');
    expect(parseUrl('e.io/x')).toBeNull();
    expect(parseUrl('http://[::1]:80/')).toMatchObject({ host: '[::1]', port: '80' });
  });
  it('knows registries by domain', () => {
    expect(registryKind(['registry', 'npmjs', 'org'].join('.'))).toBe('public');
    expect(registryKind('acme.jfrog.io')).toBe('public');
    expect(registryKind('localhost:4873')).toBe('local');
    expect(registryKind('evilnpmjs.org')).toBeNull();
    expect(registryKind('npmjs.org.evil.io')).toBeNull();
  });
});
