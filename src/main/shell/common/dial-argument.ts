import { longestDialLink } from '../../../shared/call/dial-link.ts';

/**
 * The `tel:` or `sip:` link among the arguments that a system starts a program with; undefined when there is none. Of one
 * that is too long only as much as it takes to refuse it.
 */
export function dialLinkOf(argv: readonly string[]): string | undefined {
  return argv.find((argument) => /^(?:tel|sips?):/i.test(argument))?.slice(0, longestDialLink + 1);
}
