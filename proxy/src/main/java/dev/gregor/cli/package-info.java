/**
 * The commands. Each reads its arguments, calls the part of Gregor that does the work, prints, and answers with an exit code.
 * What a user can mend is said in a line, without a stack trace.
 */
@NullMarked
package dev.gregor.cli;

import org.jspecify.annotations.NullMarked;
