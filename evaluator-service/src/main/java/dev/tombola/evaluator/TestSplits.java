package dev.tombola.evaluator;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The images that tasks are measured with, fetched once from the store. */
public final class TestSplits {
    private final DataSetCatalogue catalogue;
    private final Path cache;
    private final Map<String, Splits> splits = new HashMap<>();
    private final Map<String, Splits> whole = new HashMap<>();

    public TestSplits(DataSetCatalogue catalogue, Path cache) {
        this.catalogue = catalogue;
        this.cache = cache;
    }

    /** The test images; there is nothing but these. */
    synchronized Splits of(RunSpec spec) {
        return splits.computeIfAbsent(spec.dataset() + " " + spec.task(), _ -> {
            var task = TaskName.parse(spec.task());
            var stored = catalogue.fetchTest(task.dataSet().name(), spec.dataset(), cache);
            var test = Splits.tested(stored.images(), task); // stays open with the process
            return new Splits(test, test, test);
        });
    }

    /** All images, for a measure that compares with those of training. */
    synchronized Splits withTraining(RunSpec spec) {
        return whole.computeIfAbsent(spec.dataset() + " " + spec.task(), _ -> {
            var task = TaskName.parse(spec.task());
            var stored = catalogue.fetch(task.dataSet().name(), spec.dataset(), cache);
            return Splits.of(stored.samples(), task); // stays open with the process
        });
    }
}
