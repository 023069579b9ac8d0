package dev.tombola.cli.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** The example of a search that the documentation shows. */
final class GoodSearch {
    private GoodSearch() {}

    static String text() throws IOException {
        try (var in = requireNonNull(GoodSearch.class.getResourceAsStream("fashion-in-minutes.yaml"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
