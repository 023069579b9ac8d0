package dev.tombola.evaluator;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The test images of tasks, fetched once from the store. */
public final class TestSplits {
    private final DataSetCatalogue catalogue;
    private final Path cache;
    private final Map<String, ImageSet> splits = new HashMap<>();

    public TestSplits(DataSetCatalogue catalogue, Path cache) {
        this.catalogue = catalogue;
        this.cache = cache;
    }

    synchronized ImageSet of(RunSpec spec) {
        return splits.computeIfAbsent(spec.dataset() + " " + spec.task(), _ -> {
            var task = TaskName.parse(spec.task());
            var stored = catalogue.fetchTest(task.dataSet().name(), spec.dataset(), cache);
            return Splits.tested(stored.images(), task); // stays open with the process
        });
    }
}
