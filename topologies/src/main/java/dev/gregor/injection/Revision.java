package dev.gregor.injection;

import dev.gregor.config.GregorConfig;

/**
 * A configuration in force.
 *
 * @param id what tells it apart from other revisions: a digest of its text
 */
public record Revision(String id, GregorConfig config) {}
