import { describe, expect, it } from 'vitest';

import { DECISION_TEXTS, isAuthenticationName, moduleCheckName, SUBJECT_TEXTS } from '../../src/knowledge/authentication.ts';
import { TextGroup, TextIndex } from '../../src/surfaces/text-index.ts';

const SUBJECTS = new TextGroup(SUBJECT_TEXTS);
const DECISIONS = new TextGroup(DECISION_TEXTS, 'any-case');

function isSeen(name: string): boolean {
  const index = new TextIndex(`async function ${name}(request) {}`);
  return index.hasAny(SUBJECTS) || index.hasAny(DECISIONS);
}

const ACTS = ['verify', 'validate', 'check', 'is', 'has', 'can', 'require', 'ensure', 'assert', 'compare', 'confirm', 'match', 'enforce', 'protect'];
const THINGS = [
  'auth', 'session', 'token', 'jwt', 'password', 'passwd', 'credential', 'credentials', 'signature', 'permission', 'access', 'role', 'admin', 'owner', 'otp', 'totp', 'csrf', 'login', 'apikey', 'pin', 'captcha', 'acl', 'hmac', 'license', 'superuser', 'privilege',
];
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

describe('the words that names of checks hold', () => {
  const names = ACTS.flatMap((act) => THINGS.flatMap((thing) => [`${act}${capital(thing)}`, `${act}_${thing}`, `${act}${thing.toUpperCase()}`, `${act.toUpperCase()}_${thing.toUpperCase()}`, `${act}User${capital(thing)}`, `${capital(act)}${capital(thing)}2`, `${act}$${thing}`]));
  const others = [
    'authenticate', 'authenticateUser', 'authorize', 'authorise', 'isAuthenticated', 'isAuthorised', 'isLoggedIn', 'is_logged_in', 'isSignedIn', 'canActivate', 'canAccessPage', 'checkLogin', 'login', 'authMiddleware', 'auth_guard', 'authorizationMiddleware', 'isValidUser', 'validateUser', 'validate_user', 'isAuthed', 'enforceUserIsAuthed', 'protect', 'protectRoutes', 'restrictTo', 'restrict_to', 'adminOnly', 'auth_only', 'protectedProcedure', 'admin_procedure', 'authorizer',
  ];

  it('stand in a file whenever a name is judged to be one', () => {
    const judged = [...names, ...others].filter(isAuthenticationName);
    expect(judged.length).toBeGreaterThan(1500);
    expect(judged.filter((name) => !isSeen(name))).toEqual([]);
  });

  it('do not stand in every file', () => {
    expect(['parse', 'validate', 'checkInput', 'isArray', 'tokenize', 'accessor', 'rolesOf', 'mapping', 'unsigned', 'guardian'].filter(isSeen)).toEqual([]);
  });
});

describe('files that are named after a check', () => {
  it('are told by a name that is one, with any mark between its words', () => {
    for (const thing of THINGS) expect(moduleCheckName(`src/check-${thing}.ts`), thing).toBe(`check_${thing}`);
    expect(moduleCheckName('server/middleware/auth.js')).toBe('auth');
    expect(moduleCheckName('src/guards/jwt.guard.ts')).toBe('jwt_guard');
    expect(moduleCheckName('src/require-admin/index.mjs')).toBe('require_admin');
  });

  it('are no other files', () => {
    expect(['src/login.ts', 'src/index.js', 'index.js', 'src/users.ts', 'src/tokenizer.js', 'src/check-token-format.ts', 'auth/parse.js', ''].filter((path) => moduleCheckName(path) !== null)).toEqual([]);
  });
});
