/** What the proxy shows over HTTP: metrics and health. Reads the runtime and changes nothing. */
@NullMarked
package dev.gregor.http;

import org.jspecify.annotations.NullMarked;
