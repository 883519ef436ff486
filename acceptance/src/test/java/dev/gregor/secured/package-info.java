/** A registry and a broker that ask who is there. */
@NullMarked
package dev.gregor.secured;

import org.jspecify.annotations.NullMarked;
