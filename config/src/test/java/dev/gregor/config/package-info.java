/** Tests of the configuration. The fixtures under {@code broken} are also read by the tests of the commands. */
@NullMarked
package dev.gregor.config;

import org.jspecify.annotations.NullMarked;
