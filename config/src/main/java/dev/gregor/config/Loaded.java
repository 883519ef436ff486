package dev.gregor.config;

/**
 * A configuration and where it came from.
 *
 * @param revision the first 12 hex digits of the SHA-256 of the excerpt: instances that differ only in their application, such
 *     as in a folder or a port, have the same revision
 * @param excerpt the same configuration as YAML that needs no environment, and without the application, which may hold
 *     secrets: it can be loaded again
 * @param fileName as the user named it
 */
public record Loaded(GregorConfig config, String revision, String excerpt, String fileName) {}
