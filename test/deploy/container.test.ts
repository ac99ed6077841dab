import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXIT } from '../../src/cli/command-line.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  profiles?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  [setting: string]: unknown;
}
const compose: { services: Record<string, Service>; volumes: object } = parse(read('compose.yaml'), { merge: true });
const { bot, searxng, ollama } = compose.services;

describe('compose.yaml', () => {
  it('starts the bot alone unless a profile is named', () => {
    const profiles = Object.entries(compose.services).map(([name, { profiles: of }]) => [name, of]);
    expect(profiles).toEqual([
      ['bot', undefined],
      ['searxng', ['searxng']],
      ['ollama', ['ollama']],
    ]);
  });

  it.each(Object.entries(compose.services))('%s has no new rights, a log that ends, and comes back', (_, service) => {
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    });
    expect(service).not.toHaveProperty('ports');
  });

  it('lets the bot write to /data and /tmp alone, within a gigabyte', () => {
    expect(bot).toMatchObject({ read_only: true, mem_limit: '1g', volumes: ['data:/data'], env_file: '.env' });
    expect(bot?.tmpfs).toEqual([expect.stringMatching(/^\/tmp:/)]);
    const [, port] = /STATUS_PORT=(\d+)/.exec(read('Dockerfile')) ?? [];
    expect(bot?.environment?.STATUS_PORT).toBe(port);
  });

  it('mounts what is there, and names every volume that it uses', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((one) => one.split(':')[0]),
    );
    const [files, named] = [true, false].map((isFile) => mounted.filter((one) => one?.startsWith('./') === isFile));
    expect(named?.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
    for (const file of files ?? []) expect(existsSync(join(ROOT, file ?? '')), file).toBe(true);
    expect(ollama?.volumes).toContain('ollama:/root/.ollama');
  });

  it('gives SearXNG settings under which the bot gets its JSON', () => {
    expect(searxng?.volumes).toContain('./deploy/searxng.yml:/etc/searxng/settings.yml:ro');
    const settings = parse(read('deploy/searxng.yml'));
    expect(settings).toMatchObject({ use_default_settings: true, search: { formats: ['html', 'json'] } });
    expect(settings.server).toMatchObject({
      limiter: false,
      secret_key: expect.not.stringMatching(/^ultrasecretkey$/),
    });
  });
});

describe('compose.scale.yaml', () => {
  const text = read('compose.scale.yaml');
  const scale: typeof compose & { networks: Record<string, object | null> } = parse(text, { merge: true });
  const { gateway, worker, postgres, redis } = scale.services;

  it('has two gateways and four workers, which differ in their role alone', () => {
    expect(gateway).toMatchObject({ command: ['start', '--role', 'gateway'], deploy: { replicas: 2 } });
    expect(worker).toMatchObject({ command: ['start', '--role', 'worker'], deploy: { replicas: 4 } });
    const [one, other] = [gateway, worker].map((of) => ({ ...of, command: '', deploy: '' }));
    expect(one).toEqual(other);
    const { environment: _own, volumes: _file, ...rest } = bot ?? {};
    expect(gateway).toMatchObject(rest);
  });

  it('gives them the two servers by settings there are, once those answer, and its secret by .env alone', () => {
    const given = Object.keys(gateway?.environment ?? {});
    expect(given.toSorted()).toEqual(['DATABASE_URL', 'REDIS_URL', 'STATUS_PORT']);
    for (const name of given) expect(read('.env.example')).toMatch(new RegExp(`^${name}=`, 'm'));
    const healthy = { condition: 'service_healthy' };
    expect(gateway?.depends_on).toEqual({ postgres: healthy, redis: healthy });
    for (const server of [postgres, redis])
      expect(server?.healthcheck).toMatchObject({ test: expect.arrayContaining(['CMD']) });
    const secrets = [...text.matchAll(/\$\{(\w+)(:\?)?/g)].map(([, name, must]) => [name, must]);
    for (const secret of secrets) expect(secret).toEqual(['POSTGRES_PASSWORD', ':?']);
    expect(secrets).toHaveLength(2);
  });

  it('keeps what is to last on volumes, and the two servers from the world', () => {
    expect(postgres?.volumes).toEqual(['postgres:/var/lib/postgresql/data']);
    expect(redis?.volumes).toEqual(['redis:/data']);
    expect(Object.keys(scale.volumes)).toEqual(['postgres', 'redis']);
    expect(scale.networks.inside).toEqual({ internal: true });
    for (const server of [postgres, redis]) expect(server?.networks).toEqual(['inside']);
    for (const service of Object.values(scale.services)) {
      expect(service).not.toHaveProperty('ports');
      expect(service).toMatchObject({ restart: 'unless-stopped', cap_drop: ['ALL'], mem_limit: expect.any(String) });
    }
  });
});

describe('the image', () => {
  const kept =
    read('.dockerignore')
      .match(/^!.+/gm)
      ?.map((line) => line.slice(1)) ?? [];

  it('has what the product is made of, and neither settings nor tests', () => {
    for (const name of kept) expect(existsSync(join(ROOT, name)), name).toBe(true);
    expect(kept).toEqual(
      expect.arrayContaining(['bin', 'src', 'commands', 'adapters', 'prompts', 'starter', 'package.json']),
    );
    expect(kept.filter((name) => /^(?:\.env|test|tools|data|node_modules)/.test(name))).toEqual([]);
    expect(read('.dockerignore')).toMatch(/^\*$/m);
  });

  it('runs as a user without rights, and starts the bot as npm start does', () => {
    const lines = read('Dockerfile').split('\n');
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
    const [flag] = /--max-semi-space-size=\d+/.exec(read('package.json')) ?? [];
    for (const file of ['Dockerfile', 'deploy/claimcheck.service']) expect(read(file)).toContain(flag);
  });
});

describe('the unit', () => {
  it('is not started again after what a person has to mend', () => {
    const [, codes] = /^RestartPreventExitStatus=(.+)$/m.exec(read('deploy/claimcheck.service')) ?? [];
    const [, tooOld] = /process\.exit\((\d+)\)/.exec(read('bin/claimcheck.mjs')) ?? [];
    expect(codes?.split(' ').map(Number)).toEqual([EXIT.usage, EXIT.source, Number(tooOld)]);
  });
});
