package dev.tombola.cli.data;

import dev.tombola.ticket.store.Digest;
import java.util.Set;

/** A file at a data set's official place, and what it is known by. */
sealed interface RawFile {
    String name();

    /**
     * One file, packed with gzip in whatever way: different packers make different bytes of it.
     *
     * @param unpacked of its content
     */
    record Gzip(String name, Digest unpacked) implements RawFile {}

    /**
     * A tar.gz.
     *
     * @param packed of the archive itself
     * @param members the files that are taken out of it, without their folders
     */
    record Archive(String name, Digest packed, Set<String> members) implements RawFile {}
}
