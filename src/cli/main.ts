#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { showsColor, writerTo } from './streams.ts';

// From Node 22 on, V8's code of the modules that follow is kept from one run to the next.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { runCli } = await import('./run-cli.ts');

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

process.exitCode = await runCli(process.argv.slice(2), version, {
  out: writerTo(process.stdout),
  err: writerTo(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  color: { out: showsColor(process.stdout, process.env), err: showsColor(process.stderr, process.env) },
  interactive: process.stderr.isTTY === true,
  typing: { input: process.stdin, output: process.stdout, isTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true },
  stopped,
});
