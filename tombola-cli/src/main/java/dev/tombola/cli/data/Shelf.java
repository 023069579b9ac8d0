package dev.tombola.cli.data;

import dev.tombola.cli.report.Tables;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.vision.data.DataSets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a data set, be it in the store or not.
 *
 * @param download bytes to fetch; absent where no place to fetch it from is known
 * @param stored what new searches take; absent when nothing is in the store
 * @param others how many more sets of this name the store keeps for older searches
 */
record Shelf(
        String name,
        int classes,
        @Nullable Long download,
        @Nullable DataSetEntry stored,
        int others) {
    static List<Shelf> all(DataSetCatalogue catalogue) {
        var entries = catalogue.list();
        return DataSets.names().stream()
                .map(name -> {
                    var current = catalogue.current(name);
                    int kept = (int) entries.stream()
                            .filter(entry -> entry.name().equals(name))
                            .count();
                    return new Shelf(
                            name,
                            DataSets.named(name).classes(),
                            Source.of(name).map(Source::bytes).orElse(null),
                            current.orElse(null),
                            current.isPresent() ? kept - 1 : kept);
                })
                .toList();
    }

    static String table(List<Shelf> shelves) {
        return Tables.of(
                List.of("data set", "digest", "state", "classes", "training", "test", "size"),
                3,
                shelves.stream()
                        .map(shelf -> List.of(
                                shelf.name(),
                                shelf.of(entry -> entry.digest().brief()),
                                shelf.remark(),
                                String.valueOf(shelf.classes()),
                                shelf.of(entry -> String.valueOf(entry.train().images())),
                                shelf.of(entry -> String.valueOf(entry.test().images())),
                                shelf.of(entry -> Bytes.text(entry.bytes()))))
                        .toList());
    }

    /** One line for people. */
    static String describe(DataSetEntry entry) {
        return "%s is in the store: %d training and %d test images of %d classes, %s, digest %s%s"
                .formatted(
                        entry.name(),
                        entry.train().images(),
                        entry.test().images(),
                        entry.classes(),
                        Bytes.text(entry.bytes()),
                        entry.digest().brief(),
                        entry.partial() ? " (partial)" : "");
    }

    private String remark() {
        if (stored != null) {
            return (stored.partial() ? "partial" : "complete")
                    + (others > 0 ? ", %d more for older searches".formatted(others) : "");
        }
        return download == null
                ? "data import " + name + " DIR"
                : "data fetch %s (%s)".formatted(name, Bytes.text(download));
    }

    private String of(Function<DataSetEntry, String> what) {
        return Optional.ofNullable(stored).map(what).orElse("");
    }
}
