/** The console as a person sees it, in headless Chromium. */
@NullMarked
package dev.gregor.browser;

import org.jspecify.annotations.NullMarked;
