/** The console, the API, metrics and health over HTTP, and who may ask for what. Changes nothing itself: switches are turned by the runtime. */
@NullMarked
package dev.gregor.http;

import org.jspecify.annotations.NullMarked;
