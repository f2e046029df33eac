import { message } from '../../../diagnostics/message.ts';

/** What is wrong with comments that suppress findings. None is an error: the document works all the same. */
export const messages = {
  unknownDirective: message(
    'suppression/unknown-directive',
    'warning',
    '`{word}` is no directive, so nothing is suppressed',
    'did you mean `{meant}`?',
  ),
  noCode: message(
    'suppression/no-code',
    'warning',
    '`{word}` names no finding, so nothing is suppressed',
    'name the code that the finding shows in brackets: `{word} code: reason`',
  ),
  noReason: message(
    'suppression/no-reason',
    'warning',
    'no reason is given, so nothing is suppressed',
    'say behind a colon why this finding is no fault here: `{word} code: reason`',
  ),
  unknownCode: message(
    'suppression/unknown-code',
    'warning',
    'no finding has the code `{code}`',
    'every finding shows its code in brackets',
  ),
  unused: message('suppression/unused', 'warning', 'there is no `{code}` to suppress here', 'remove it'),
  error: message(
    'suppression/error',
    'warning',
    '`{code}` is an error that the document cannot be compiled with, so it is not suppressed',
    'mend it; a baseline keeps errors that are known from failing a build',
  ),
  nothingFollows: message(
    'suppression/nothing-follows',
    'warning',
    'no element follows, so nothing is suppressed',
    'put the comment in front of the element',
  ),
  notEnded: message(
    'suppression/not-ended',
    'warning',
    'nothing ends this range, so nothing is suppressed',
    'end it with `<!-- fedpass-enable -->`, or write `fedpass-disable-file` if all of the file is meant',
  ),
  notBegun: message('suppression/not-begun', 'warning', 'there is no range to end here', 'remove the comment'),
} as const;
