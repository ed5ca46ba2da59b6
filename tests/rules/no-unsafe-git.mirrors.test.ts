import rule from '../../src/rules/no-unsafe-git.ts';
import { ruleTester } from '../tester.ts';
import { bad, exec, fence, sh, strictOnly } from './carriers.ts';

/** Copies that nobody edits, put to what was just fetched. */
const mirrors = [
  'cd /srv/shop\ngit fetch origin\ngit reset --hard origin/main',
  'cd "$DEPLOY_DIR" || exit 1\ngit fetch origin "$BRANCH"\ngit reset --hard "origin/$BRANCH"',
  'cd /opt/app && sudo git fetch --all && sudo git reset --hard origin/release',
  'git -C "$CACHE" fetch --depth 1 origin main\ngit -C "$CACHE" reset --hard FETCH_HEAD',
  'git -C ~/.tool fetch\ngit -C ~/.tool reset --hard @{u}',
  'git --git-dir="$INSTALL_DIR/.git" reflog expire --expire=now --all',
];
const strictCases = mirrors.map((code) => strictOnly(sh(code), code.includes('reflog') ? 'history' : 'reset'));

await ruleTester(rule, {
  valid: [
    ...strictCases.map(({ valid }) => valid),
    fence('cd /var/www/shop\ngit fetch\ngit reset --hard origin/main', 'CLAUDE.md'),
    exec('cd /srv/shop && git fetch && git reset --hard origin/main'),
  ],
  invalid: [
    ...strictCases.map(({ invalid }) => invalid),
    // Nothing is fetched, another commit, the folder in which the script stands or lies.
    bad(sh('cd /srv/shop\ngit reset --hard origin/main'), 'reset'),
    bad(sh('cd /srv/shop\ngit fetch\ngit reset --hard HEAD~3'), 'reset'),
    bad(sh('git fetch\ngit reset --hard origin/main'), 'reset'),
    bad(sh('cd ..\ngit fetch\ngit reset --hard origin/main'), 'reset'),
    bad(sh('cd "$(dirname "$0")"\ngit fetch\ngit reset --hard origin/main'), 'reset'),
    bad(sh('ROOT=$(git rev-parse --show-toplevel)\ncd "$ROOT"\ngit fetch\ngit reset --hard origin/main'), 'reset'),
    bad(sh('git fetch\ngit -C "$PWD" reset --hard origin/main'), 'reset'),
    bad(sh('git -C . reflog expire --expire=now --all'), 'history'),
    bad(sh('cd ~/work/shop && git fetch && git reset --hard origin/main'), 'reset'),
  ],
});
