package dev.tombola.cli.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** The example of a search that the documentation shows. */
final class GoodSearch {
    private GoodSearch() {}

    static String text() throws IOException {
        return text("fashion-in-minutes.yaml");
    }

    /** One with simCLR and MoCo. */
    static String withoutLabels() throws IOException {
        return text("without-labels.yaml");
    }

    private static String text(String name) throws IOException {
        try (var in = requireNonNull(GoodSearch.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
