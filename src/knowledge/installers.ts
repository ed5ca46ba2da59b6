/**
 * Hosts of installers that many projects document as `curl … | sh`; a path is a prefix. Reported in strict only.
 * Source: the projects' own installation pages.
 */
const INSTALLERS: readonly (readonly [host: string, path?: string])[] = [
  ['get.docker.com'], ['sh.rustup.rs'], ['static.rust-lang.org'], ['win.rustup.rs'], ['astral.sh'], ['bun.sh'], ['bun.com'], ['deno.land', '/install'], ['deno.land', '/x/install'],
  ['get.pnpm.io'], ['install.python-poetry.org'], ['claude.ai', '/install'], ['cursor.com', '/install'], ['opencode.ai', '/install'], ['starship.rs'], ['get.helm.sh'], ['fnm.vercel.app', '/install'],
  ['mise.run'], ['mise.jdx.dev'], ['get.volta.sh'], ['nixos.org', '/nix/install'], ['install.determinate.systems'], ['get.sdkman.io'], ['pyenv.run'], ['cli.github.com'], ['deb.nodesource.com'], ['rpm.nodesource.com'],
  ['fly.io', '/install'], ['foundry.paradigm.xyz'], ['get.k3s.io'], ['tailscale.com', '/install'], ['ollama.com', '/install'], ['sdk.cloud.google.com'], ['aka.ms', '/install'], ['dot.net'],
  ['raw.githubusercontent.com', '/nvm-sh/nvm/'], ['raw.githubusercontent.com', '/Homebrew/install/'], ['raw.githubusercontent.com', '/helm/helm/'], ['raw.githubusercontent.com', '/ohmyzsh/ohmyzsh/'],
  ['raw.githubusercontent.com', '/golangci/golangci-lint/'], ['raw.githubusercontent.com', '/aquasecurity/trivy/'], ['raw.githubusercontent.com', '/anchore/'], ['raw.githubusercontent.com', '/asdf-vm/asdf/'],
  ['uploader.codecov.io'], ['dl.yarnpkg.com'], ['install.yarnpkg.com'], ['yarnpkg.com', '/install'], ['sh.vector.dev'], ['get.pulumi.com'], ['cli.doppler.com'], ['vercel.com', '/install'],
  ['raw.github.com', '/ohmyzsh/ohmyzsh/'], ['raw.github.com', '/robbyrussell/oh-my-zsh/'], ['raw.githubusercontent.com', '/robbyrussell/oh-my-zsh/'], ['raw.githubusercontent.com', '/k3d-io/k3d/'], ['raw.githubusercontent.com', '/kubernetes-sigs/kustomize/'],
  ['raw.githubusercontent.com', '/terraform-linters/tflint/'], ['raw.githubusercontent.com', '/infracost/infracost/'], ['raw.githubusercontent.com', '/reviewdog/reviewdog/'], ['raw.githubusercontent.com', '/rhysd/actionlint/'],
  ['raw.githubusercontent.com', '/jesseduffield/lazydocker/'], ['raw.githubusercontent.com', '/ajeetdsouza/zoxide/'], ['raw.githubusercontent.com', '/pyenv/pyenv-installer/'], ['raw.githubusercontent.com', '/tj/n/'],
  ['release.solana.com'], ['release.anza.xyz'], ['taskfile.dev', '/install'], ['just.systems', '/install'], ['get-ghcup.haskell.org'], ['install.duckdb.org'], ['setup.atuin.sh'], ['zed.dev', '/install'], ['get.jetify.com'], ['railway.com', '/install'],
  ['community.chocolatey.org'], ['chocolatey.org'], ['get.scoop.sh'], ['antigravity.google', '/cli/install'],
  ['repo.yarnpkg.com'], ['github.com', '/yarnpkg/yarn/'], ['github.com', '/yarnpkg/berry/'], ['github.com', '/mikefarah/yq/'], ['getcomposer.org'], ['install.pi-hole.net'],
];

/** True for the documented installer of a widely used tool. */
export function isKnownInstaller(host: string, path: string = ''): boolean {
  const name = host.toLowerCase();
  return INSTALLERS.some(([known, prefix]) => name === known && (prefix === undefined || path.startsWith(prefix)));
}
