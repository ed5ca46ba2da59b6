import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';
import { bad, docker, script, sh, step } from './carriers.ts';
import rule from '../../src/rules/no-tls-bypass.ts';

const file = (filename: string, code: string): Case => ({ code: `${code}\n`, filename });

await ruleTester(rule, {
  valid: [
    file('pyproject.toml', '[[tool.pdm.source]]\nurl = "https://a.example/simple"\nverify_ssl = true\n[tool.uv]\nallow-insecure-host = ["localhost:8080"]\n[tool.bandit]\nskips = ["B501"]'),
    file('requirements.txt', '--trusted-host localhost\nrequests'),
    file('composer.json', '{ "config": { "secure-http": true, "disable-tls": false } }'),
    file('.gemrc', ':ssl_verify_mode: 1'),
    file('.bundle/config', '---\nBUNDLE_SSL_VERIFY_MODE: "1"'),
    file('.travis.yml', 'env:\n  global:\n    - NODE_TLS_REJECT_UNAUTHORIZED=1\n    - A="NODE_TLS_REJECT_UNAUTHORIZED=0"'),
    file('azure-pipelines.yml', 'variables:\n  - name: GIT_SSL_NO_VERIFY\n    value: "false"'),
    file('Jenkinsfile', "pipeline {\n  environment {\n    GIT_SSL_NO_VERIFY = 'false'\n  }\n  // NODE_TLS_REJECT_UNAUTHORIZED = '0'\n}"),
    sh('composer config -g secure-http true\ncomposer config disable-tls false\nbundle config set ssl_verify_mode 2'),
    sh('pip config set global.trusted-host localhost\npip config get global.trusted-host\nconda config --set ssl_verify true'),
    sh('uv pip install --allow-insecure-host localhost:8080 x\nexport UV_INSECURE_HOST=127.0.0.1:8080'),
    sh('docker --tlsverify=true ps\npodman push --tls-verify=false localhost:5000/x\nskopeo copy --dest-tls-verify=false dir:x docker://registry:5000/x'),
    sh('apt-get -o Acquire::Retries=3 update\nmvn -Dmaven.test.skip=true install'),
    file('a.ps1', "$env:NODE_TLS_REJECT_UNAUTHORIZED = '1'"),
    step('echo "NODE_EXTRA_CA_CERTS=$PWD/ca.pem" >> "$GITHUB_ENV"'),
  ],
  invalid: [
    bad(file('pyproject.toml', '[[tool.pdm.source]]\nurl = "https://a.example/simple"\nverify_ssl = false'), 'option'),
    bad(file('pyproject.toml', '[tool.uv]\nallow-insecure-host = ["pypi.evil.example"]'), 'option'),
    bad(file('Pipfile', '[[source]]\nverify_ssl = false'), 'option'),
    bad(file('requirements.txt', 'requests\n--trusted-host pypi.evil.example'), 'option'),
    bad(file('composer.json', '{ "config": { "secure-http": false } }'), 'option'),
    bad(file('composer.json', '{ "config": { "disable-tls": true } }'), 'option'),
    bad(file('.gemrc', ':ssl_verify_mode: 0'), 'option'),
    bad(file('.bundle/config', '---\nBUNDLE_SSL_VERIFY_MODE: "0"'), 'option'),
    bad(file('.travis.yml', 'env:\n  global:\n    - NODE_TLS_REJECT_UNAUTHORIZED=0'), 'variable'),
    bad(file('azure-pipelines.yml', 'variables:\n  - name: GIT_SSL_NO_VERIFY\n    value: "true"'), 'variable'),
    bad(file('Jenkinsfile', "pipeline {\n  environment {\n    NODE_TLS_REJECT_UNAUTHORIZED = '0'\n  }\n}"), 'variable'),
    bad(sh('composer config -g disable-tls true'), 'command'),
    bad(sh('composer config -g secure-http false'), 'command'),
    bad(sh('bundle config set --global ssl_verify_mode 0'), 'command'),
    bad(sh('pip config set global.trusted-host pypi.evil.example'), 'command'),
    bad(sh('conda config --set ssl_verify false'), 'command'),
    bad(sh('poetry config certificates.acme.cert false'), 'command'),
    bad(sh('uv pip install --allow-insecure-host pypi.evil.example x'), 'command'),
    bad(sh('skopeo copy --src-tls-verify=false docker://r.evil.example/a dir:b'), 'command'),
    bad(docker('apt-get -o Acquire::https::Verify-Peer=false update'), 'command'),
    bad(sh('./mvnw -Dmaven.wagon.http.ssl.insecure=true install'), 'command'),
    bad(sh('go env -w GOINSECURE=*'), 'variable'),
    bad(sh('NODE_TLS_REJECT_UNAUTHORIZED=0\nexport NODE_TLS_REJECT_UNAUTHORIZED'), 'variable'),
    bad(sh('export PIP_TRUSTED_HOST=pypi.evil.example'), 'variable'),
    bad(step('echo "NODE_TLS_REJECT_UNAUTHORIZED=0" >> "$GITHUB_ENV"'), 'variable'),
    bad(script('cross-env PIP_TRUSTED_HOST=pypi.evil.example pip install x'), 'variable'),
    { ...file('a.ps1', "Write-Host a\n$env:NODE_TLS_REJECT_UNAUTHORIZED = '0'"), errors: [{ messageId: 'variable', line: 2, column: 1, endLine: 2, endColumn: 40 }] },
  ],
});
