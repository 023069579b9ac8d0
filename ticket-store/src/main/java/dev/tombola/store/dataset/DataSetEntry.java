package dev.tombola.store.dataset;

import static java.util.Objects.requireNonNull;

import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's entry of a data set.
 *
 * @param digest of the decoded samples
 * @param partial whether images are missing that the official set has
 * @param trainable how many images of each class are left for training once validation is taken out (paper 2.5)
 * @param held how many images of each class are for validation; absent in an entry that does not say so
 * @param tested how many images of each class the test split has; absent likewise
 */
public record DataSetEntry(
        String name,
        Digest digest,
        boolean partial,
        List<Integer> trainable,
        @Nullable List<Integer> held,
        @Nullable List<Integer> tested,
        Part train,
        Part test) {
    public DataSetEntry {
        requireNonNull(name, "name: is missing");
        requireNonNull(digest, "digest: is missing");
        requireNonNull(train, "train: is missing");
        requireNonNull(test, "test: is missing");
        trainable = List.copyOf(requireNonNull(trainable, "trainable: is missing"));
        if (trainable.isEmpty()) {
            throw new IllegalArgumentException("trainable: is empty");
        }
        held = held == null ? null : List.copyOf(held);
        tested = tested == null ? null : List.copyOf(tested);
    }

    /**
     * One file of images and labels, or of labels and an index of encoded images.
     *
     * @param file what the file holds; it lies beside the entry, not among the blobs
     * @param encoded bytes of the encoded images, which lie beside the file; absent where the file holds the images
     */
    public record Part(int images, ObjectRef file, @Nullable Long encoded) {
        public Part {
            requireNonNull(file, "file: is missing");
        }

        private long bytes() {
            return file.size() + (encoded == null ? 0 : encoded);
        }
    }

    static DataSetEntry of(Samples samples, Digest digest, Part train, Part test) {
        var dataSet = samples.dataSet();
        var splits = Splits.of(samples, new TaskName(dataSet, List.of(), 0));
        return new DataSetEntry(
                dataSet.name(),
                digest,
                samples.isPartial(),
                perClass(splits.train()),
                perClass(splits.validation()),
                perClass(splits.test()),
                train,
                test);
    }

    /** How many images a task has to train on; fewer where it asks for fewer. */
    public int trainable(TaskName task) {
        int there = count(trainable, task);
        return task.images() == 0 ? there : Math.min(there, task.images());
    }

    /** Whether it is known that no image is left to choose an epoch by. */
    public boolean lacksValidation(TaskName task) {
        return held != null && count(held, task) == 0;
    }

    /** Whether it is known that there is nothing to measure a network on. */
    public boolean lacksTest(TaskName task) {
        return tested != null && count(tested, task) == 0;
    }

    private static int count(List<Integer> perClass, TaskName task) {
        return (task.classes().isEmpty()
                        ? perClass.stream()
                        : task.classes().stream().map(perClass::get))
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static List<Integer> perClass(ImageSet images) {
        var count = new int[images.classes()];
        IntStream.of(images.labels()).forEach(label -> count[label]++);
        return IntStream.of(count).boxed().toList();
    }

    public int classes() {
        return trainable.size();
    }

    /** Of both parts. */
    public long bytes() {
        return train.bytes() + test.bytes();
    }

    DataSetPlace place() {
        return new DataSetPlace(name, digest);
    }
}
