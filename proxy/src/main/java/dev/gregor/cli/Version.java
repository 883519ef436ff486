package dev.gregor.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the manifest of its jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Gregor.class.getPackage().getImplementationVersion();
        return new String[] {"gregor " + (version == null ? "from classes" : version)};
    }
}
