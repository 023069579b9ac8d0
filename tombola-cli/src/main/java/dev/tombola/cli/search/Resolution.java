package dev.tombola.cli.search;

import dev.tombola.cli.data.FetchDataSet;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.TaskName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a search mean the same everywhere: data sets become the digests that the store has now, weight files objects. */
public final class Resolution {
    private final DataSetCatalogue catalogue;
    private final Function<Path, ObjectRef> keeping;
    private final List<String> notes = new ArrayList<>();

    private Resolution(ObjectStore store, Function<Path, ObjectRef> keeping) {
        this.catalogue = new DataSetCatalogue(store);
        this.keeping = keeping;
    }

    /** Uploads weight files, as safetensors. */
    public static Resolution into(ObjectStore store) {
        return new Resolution(store, new Blobs(store)::write);
    }

    /** Writes nothing to the store: for a dry run. */
    public static Resolution lookingAt(ObjectStore store) {
        return new Resolution(store, Blobs::refOf);
    }

    /**
     * Checks everything before anything is uploaded.
     *
     * @param repetition makes its runs different from equal ones that were done before; null to reuse those
     * @throws MissingDataSetException when a data set is not in the store
     * @throws InvalidDocumentException with one line, when weights do not fit or images are missing
     */
    public ResolvedSearch resolve(SearchFile file, @Nullable String repetition) {
        var search = file.search();
        var terms = new SearchTerms(search);
        var tasks = terms.tasks();
        var entries = entries(tasks);
        terms.needs().forEach(needs -> needs.check(entryOf(needs.task(), entries)));
        var files = weightFiles(file);
        notes.addAll(checked(search, files));
        var uploaded = new TreeMap<String, ObjectRef>();
        files.forEach((name, weights) -> uploaded.put(name, weights.asSafetensors(keeping)));
        var digests = new TreeMap<String, Digest>();
        entries.forEach((name, entry) -> digests.put(name, entry.digest()));
        return new ResolvedSearch(search, digests, uploaded, repetition);
    }

    /** Checks the files of weights that a search names, where there is no store yet; a text for each as {@link #notes} has it. */
    public static List<String> checkWeights(SearchFile file) {
        return checked(file.search(), weightFiles(file));
    }

    private static List<String> checked(Search search, Map<String, ImportedWeights> files) {
        var terms = new SearchTerms(search);
        var notes = files.entrySet().stream()
                .map(weights -> weights.getValue().check(terms.network(weights.getKey())))
                .toList();
        new LoadedHeads(search).check(files);
        return notes;
    }

    /** What was taken of the files of weights that were resolved, and what was not; a text each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private Map<String, DataSetEntry> entries(Map<String, TaskName> tasks) {
        var entries = new TreeMap<String, DataSetEntry>();
        tasks.forEach((path, task) -> {
            var entry = entries.computeIfAbsent(task.dataSet().name(), this::current);
            int there = entry.trainable(task);
            if (there < Math.max(1, task.images())) {
                throw new InvalidDocumentException("%s: %s asks for %d training images, but the store has only %d"
                        .formatted(path, task, task.images(), there));
            }
        });
        return entries;
    }

    private static DataSetEntry entryOf(TaskName task, Map<String, DataSetEntry> entries) {
        return Objects.requireNonNull(entries.get(task.dataSet().name()));
    }

    private DataSetEntry current(String name) {
        return catalogue.current(name).orElseThrow(() -> new MissingDataSetException(name, FetchDataSet.remedy(name)));
    }

    private static Map<String, ImportedWeights> weightFiles(SearchFile file) {
        var files = new LinkedHashMap<String, ImportedWeights>();
        file.search().pretrainings().forEach((name, pretraining) -> {
            if (pretraining.weights() != null) {
                files.put(
                        name,
                        new ImportedWeights(
                                "pretrainings." + name,
                                file.path().resolveSibling(pretraining.weights()),
                                pretraining.part()));
            }
        });
        return files;
    }
}
