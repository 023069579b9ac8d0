package dev.tombola.ticket.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.Json;

/** Names a training run by everything that determines its result: SHA-256 of the canonical JSON of its spec. */
public record RunId(@JsonValue Digest digest) implements Comparable<RunId> {
    @JsonCreator
    public RunId {}

    public static RunId of(RunSpec spec) {
        return new RunId(Digest.of(Json.canonical(spec)));
    }

    public static RunId parse(String hex) {
        return new RunId(new Digest(hex));
    }

    /** Enough for people. */
    public String brief() {
        return digest.brief();
    }

    @Override
    public int compareTo(RunId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.hex();
    }
}
