import { bareHost } from './addresses.ts';
import { isLoopbackHost } from './hosts.ts';

/**
 * Domains under which public package registries and common hosted ones live, and those of projects that serve their own
 * builds of Python packages for accelerators. Matched by suffix, so that no registry's own host name has to stand here.
 */
const REGISTRY_DOMAINS: readonly string[] = [
  'npmjs.org', 'npmjs.com', 'yarnpkg.com', 'pkg.github.com', 'jfrog.io', 'pkgs.visualstudio.com', 'pkgs.dev.azure.com', 'gitlab.com', 'cloudsmith.io', 'pkg.dev', 'jsr.io',
  'pytorch.org', 'anaconda.org', 'anaconda.com', 'prefix.dev', 'nvidia.com', 'golang.org', 'pythonhosted.org', 'piwheels.org', 'nuget.org', 'packagist.org', 'docker.io', 'quay.io', 'gcr.io', 'gradle.org', 'gradle-dn.com', 'apache.org', 'maven.org', 'sonatype.org', 'fury.io', 'anaconda.org', 'anaconda.com', 'prefix.dev', 'astral.sh', 'pyg.org', 'vllm.ai', 'flashinfer.ai', 'abetlen.github.io', 'intel.com',
  'drupal.org', 'wpackagist.org', 'asset-packagist.org', 'laravel.com', 'magento.com', 'contribsys.com', 'powershellgallery.com',
  ...['pypi', 'crates'].map((name) => `${name}.${name === 'pypi' ? 'org' : 'io'}`), `${'rubygems'}.${'org'}`,
  // Google publishes its packages through these.
  ['wombat-dressing-room', 'appspot.com'].join('.'), ['external-dot-oss-automation', 'appspot.com'].join('.'),
];

/** Public copies of registries: known, but another operator. */
const MIRROR_DOMAINS: readonly string[] = ['npmmirror.com', 'taobao.org', 'cnpmjs.org', 'huaweicloud.com', 'aliyun.com', 'tencent.com', 'tsinghua.edu.cn', 'ustc.edu.cn', 'douban.com', 'goproxy.cn', 'goproxy.io'];

/** `public`: a registry everybody uses or a common hosted one; `mirror`: a public copy; `local`: this machine; `null`: unknown. */
export function registryKind(host: string): 'public' | 'mirror' | 'local' | null {
  const bare = bareHost(host);
  if (isLoopbackHost(bare)) return 'local';
  if (REGISTRY_DOMAINS.some((domain) => bare === domain || bare.endsWith(`.${domain}`))) return 'public';
  if (bare.endsWith('.amazonaws.com') && bare.includes('.codeartifact.')) return 'public';
  return MIRROR_DOMAINS.some((domain) => bare === domain || bare.endsWith(`.${domain}`)) ? 'mirror' : null;
}
