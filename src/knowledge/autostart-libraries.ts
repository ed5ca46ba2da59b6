/**
 * Libraries that make a program start by itself, by canonical origin, and what starts then. Programs with a setting
 * for it use them on purpose. Sources: Electron's documentation, the readmes of auto-launch, node-windows, node-mac,
 * node-linux, crontab and pm2.
 */
export const AUTOSTART_CALLS: Readonly<Record<string, string>> = {
  'electron.app.setLoginItemSettings': 'the application',
  ...Object.fromEntries(['auto-launch().enable', 'auto-launch.default().enable', 'easy-auto-launch().enable'].map((name) => [name, 'the application'] as const)),
  ...Object.fromEntries(['node-windows', 'node-mac', 'node-linux'].map((name) => [`${name}.Service().install`, 'a service'] as const)),
  'crontab.load': 'a job of cron',
  'pm2.startup': 'a service',
};

/** Keys of the registry of Windows whose values are started at each login. Source: Microsoft's page on run keys. */
export const RUN_KEY = /\\software\\microsoft\\windows\\currentversion\\run(?:once)?$/i;
