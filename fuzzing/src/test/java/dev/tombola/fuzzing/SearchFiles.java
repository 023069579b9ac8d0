package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.search.SearchFile;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;

/** What users write. */
final class SearchFiles {
    private SearchFiles() {}

    /** Reads one; whatever is accepted is read from what it is written as, since JSON is YAML too. */
    static void read(String yaml) {
        Reading.of(yaml.length(), () -> SearchFile.parse(yaml), InvalidDocumentException.class)
                .ifPresent(search ->
                        assertThat(SearchFile.parse(Json.write(search))).isEqualTo(search));
    }
}
