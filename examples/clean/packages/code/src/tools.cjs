'use strict';
const { execFile, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cacheDir = path.join(os.homedir(), '.cache', 'app');
const config = path.join(os.homedir(), '.config', 'app', 'settings.json');

exports.read = () => (fs.existsSync(config) ? JSON.parse(fs.readFileSync(config, 'utf8')) : {});
exports.clear = () => fs.rmSync(cacheDir, { recursive: true, force: true });
exports.branch = (done) => execFile('git', ['branch', '--show-current'], done);
exports.open = (file) => spawnSync(process.env.EDITOR || 'vi', [file], { stdio: 'inherit' });
exports.platform = () => `${os.platform()} ${os.release()} ${os.cpus().length}`;
exports.locale = (name) => require(`./locales/${name}.json`);
exports.lazy = () => import('./lazy.mjs');
exports.basic = (user, pass) => `Basic ${Buffer.from(`${user}:${pass}`).toString('base64')}`;
exports.env = (name) => process.env[name];
exports.debug = () => console.log('node', process.version, process.env.NODE_ENV, Object.keys(process.env).length);
exports.masked = () => console.log('token set:', Boolean(process.env.API_TOKEN));
