package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.torch.Pickled.Entries;
import dev.tombola.store.torch.Pickled.Items;
import dev.tombola.store.torch.Pickled.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds the tensors in what a checkpoint holds, dictionary by dictionary. */
final class TensorTables {
    private static final int DEEPEST = 64;
    private static final int MOST_VISITS = 1 << 22;

    private final Map<String, Map<String, Tensor>> tables = new LinkedHashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private int visits;

    TensorTables(Pickled root) {
        switch (root) {
            case Tensor tensor -> table("").put("tensor", tensor);
            case Entries entries -> enter("", entries.values(), 1);
            case Items items -> enter("", numbered(items), 1);
            default -> {}
        }
    }

    /** By the path of the dictionary, whose keys are joined by points; the outermost one's is empty. */
    Map<String, Map<String, Tensor>> tables() {
        return tables;
    }

    /** What the outermost dictionary holds beside tensors and their dictionaries. */
    Set<String> others() {
        return others;
    }

    private void enter(String path, Map<String, Pickled> values, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidTensorFileException(
                    "dictionaries lie more than %d deep in each other, or in themselves".formatted(DEEPEST));
        }
        for (var entry : values.entrySet()) {
            visits++;
            if (visits > MOST_VISITS) {
                throw new InvalidTensorFileException(
                        "its dictionaries have more than %d entries".formatted(MOST_VISITS));
            }
            String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            switch (entry.getValue()) {
                case Tensor tensor -> table(path).put(entry.getKey(), tensor);
                case Entries entries -> enter(below, entries.values(), depth + 1);
                case Items items -> enter(below, numbered(items), depth + 1);
                default -> {
                    if (depth == 1) {
                        others.add(entry.getKey());
                    }
                }
            }
        }
    }

    private Map<String, Tensor> table(String path) {
        return tables.computeIfAbsent(path, key -> new LinkedHashMap<>());
    }

    private static Map<String, Pickled> numbered(Items items) {
        var values = new LinkedHashMap<String, Pickled>();
        for (var value : items.values()) {
            values.put(String.valueOf(values.size()), value);
        }
        return values;
    }
}
