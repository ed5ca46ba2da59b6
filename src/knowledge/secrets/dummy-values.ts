/**
 * Words that mark a made-up value wherever they stand in it (compared in lower case). Documented on the rule's page:
 * people ask which samples they may keep in their code.
 */
export const DUMMY_WORDS: readonly string[] = [
  'example', 'sample', 'dummy', 'placeholder', 'changeme', 'change-me', 'change_me', 'change-this', 'changethis', 'redacted', 'replace', 'insert', 'fake', 'mock', 'not-needed', 'notneeded', 'not-used',
  'goes-here', 'goeshere', 'go-here', 'todo', 'fixme', 'xxxx', '****', '....', '____', '----', 'your-', 'your_', 'yourkey', 'yourtoken', 'yourapi', 'yoursecret', 'yourpass', 'youraccount', 'yourclient', 'my-token', 'my_token', 'my-api-key', 'my_api_key',
  'foobar', 'foo-bar', 'foo_bar', 'lorem', 'notreal', 'not-real', 'not-a-real', 'invalid', 'undefined', 'deadbeef', 'cafebabe', 'testtest', 'unittest', 'fixture', 'hunter2', 'abcdefgh', 'qwerty', 'asdf', 'test',
];

/** Runs of neighbours on the keyboard or in the alphabet: typed, not drawn. Eight neighbours are enough. */
export const DUMMY_PHRASES: readonly string[] = ['0123456789', '1234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '9876543210', 'zyxwvutsrqponmlkjihgfedcba', '0123456789abcdef', 'fedcba9876543210'];

/** Passwords that open real systems because nobody changed them; only strict reports them, under a password's name. */
export const WEAK_PASSWORDS: ReadonlySet<string> = new Set([
  'password', 'passw0rd', 'p@ssw0rd', 'p@ssword', 'password1', 'password12', 'password123', 'pass', 'pass123', 'pass1234', 'passwd', 'secret', 'secret1', 'secret123', 'supersecret', 'topsecret', 'admin', 'admin1', 'admin123', 'administrator', 'root',
  'root123', 'toor', 'default', 'changeit', 'letmein', 'welcome', 'welcome1', 'welcome123', 'monkey', 'dragon', 'master', 'guest', 'user', 'test', 'test123', 'test1234', 'testing', 'demo', 'postgres', 'mysql', 'redis', 'mongo', 'mongodb', 'rabbitmq', 'minio',
  'minioadmin', 'elastic', 'docker', 'vagrant', 'ubuntu', 'raspberry', 'oracle', 'sa', 'qwerty', 'qwerty123', 'abc123', 'iloveyou', 'trustno1', 'hunter2', 'dev', 'development', 'local', 'localdev', 'system', 'manager', 'temp', 'temp123', 'keyboard cat',
]);
