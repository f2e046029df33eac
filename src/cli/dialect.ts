import type { Command } from 'commander';
import { Option } from 'commander';

/** How expressions are written in documents; `auto` looks. */
const dialects = ['auto', 'xml', 'rawxml'] as const;

export type DialectChoice = (typeof dialects)[number];

/** Adds `--dialect`, which allows no other word. */
export const withDialect = (command: Command): Command =>
  command.addOption(new Option('--dialect <dialect>', 'how expressions are written').choices(dialects).default('auto'));
