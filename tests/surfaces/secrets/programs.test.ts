import { describe, expect, it } from 'vitest';

import { scanPgpass, scanPrograms } from '../../../src/surfaces/text/secrets/programs.ts';
import { draw, seeded } from './generate.ts';

const random = seeded(11);
const password = `${draw('a-z', 4, random)}${draw('0-9', 3, random)}${draw('A-Z', 4, random)}${draw('a-z', 3, random)}`;

const GIVEN: readonly string[] = [
  `mysql -h db.corp.io -uapp -p${password} prod < dump.sql`,
  `mysqldump --single-transaction -u root -p'${password}' app`,
  `docker exec db mariadb -p"${password}"`,
  `mongosh "mongodb://db.corp.io" -u app -p ${password}`,
  `redis-cli -h cache -a ${password} PING`,
  `sshpass -p '${password}' ssh deploy@corp.io`,
  `docker login -u ci -p ${password} hub.corp.io`,
  `helm registry login hub.corp.io -u ci --password=${password}`,
  `openssl rsa -passin pass:${password} -in a.pem`,
  `echo ${password} | sudo -S apt-get update`,
  `RUN echo 'app:${password}' | chpasswd`,
  `$p = ConvertTo-SecureString "${password}" -AsPlainText -Force`,
];

const FINE: readonly string[] = [
  'mysql -h localhost -u root -p app < dump.sql',
  'mysql -u root -p"$MYSQL_PWD" -P 3307 app',
  'mysql -u root -p${DB_PASS} app',
  'tool --user=mysql -packages',
  'mongodump -h localhost -p 27017 --db app',
  'redis-cli -a "$REDIS_PASSWORD" ping && redis-cli -p 6379 ping',
  'sshpass -e ssh deploy@host',
  'sshpass -p "$SSH_PASS" ssh deploy@host',
  'docker login -u ci -p "$DOCKER_PASSWORD" hub.corp.io',
  'docker run -p 127.0.0.1:8080:8080 app',
  'openssl rsa -passin pass:"$KEYPASS" -in a.pem',
  'echo "$PW" | sudo -S true',
  'echo "root:${ROOT_PW}" | chpasswd',
  '$p = ConvertTo-SecureString $env:PW -AsPlainText -Force',
];

describe('passwords in command lines', () => {
  it.each(GIVEN)('is found where it stands: %s', (line) => {
    const [hit, ...others] = scanPrograms(`set -e\n${line}\n`);
    expect(others).toEqual([]);
    expect(hit).toMatchObject({ id: 'program-password', strict: false });
    expect(`set -e\n${line}\n`.slice(hit?.start, hit?.end)).toBe(password);
  });

  it.each(FINE)('is not seen in %s', (line) => {
    expect(scanPrograms(line)).toEqual([]);
  });

  it('is for strict when it can be guessed', () => {
    expect(scanPrograms('mysql -uroot -proot app')).toMatchObject([{ strict: true }]);
    expect(scanPrograms("RUN echo 'root:root' | chpasswd")).toMatchObject([{ strict: true }]);
  });
});

describe('password files of PostgreSQL', () => {
  it('are told by their name', () => {
    const text = `# host:port:database:user:password\ndb.corp.io:5432:prod:app:${password}\n*:*:*:postgres:postgres\n`;
    expect(scanPgpass(text, '/repo/.pgpass').map(({ start, end, strict }) => [text.slice(start, end), strict])).toEqual([[password, false], ['postgres', true]]);
    expect(scanPgpass(text, '/repo/notes.txt')).toEqual([]);
  });
});
