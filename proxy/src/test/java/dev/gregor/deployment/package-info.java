/** What lies in {@code docker/} agrees with Gregor: manifests, compose file, alert rules, dashboard. */
@NullMarked
package dev.gregor.deployment;

import org.jspecify.annotations.NullMarked;
