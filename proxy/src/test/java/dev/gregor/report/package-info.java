/** Tests of the report, and the reports that they are made of. */
@NullMarked
package dev.gregor.report;

import org.jspecify.annotations.NullMarked;
