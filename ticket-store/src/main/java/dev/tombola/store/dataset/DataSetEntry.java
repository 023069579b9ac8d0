package dev.tombola.store.dataset;

import static java.util.Objects.requireNonNull;

import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The catalogue's entry of a data set.
 *
 * @param digest of the decoded samples
 * @param partial whether images are missing that the official set has
 * @param trainable how many images of each class are left for training once validation is taken out (paper 2.5)
 */
public record DataSetEntry(
        String name, Digest digest, boolean partial, List<Integer> trainable, Part train, Part test) {
    public DataSetEntry {
        requireNonNull(name, "name: is missing");
        requireNonNull(digest, "digest: is missing");
        requireNonNull(train, "train: is missing");
        requireNonNull(test, "test: is missing");
        trainable = List.copyOf(requireNonNull(trainable, "trainable: is missing"));
    }

    /**
     * One file of images and labels.
     *
     * @param file what the file holds; it lies beside the entry, not among the blobs
     */
    public record Part(int images, ObjectRef file) {
        public Part {
            requireNonNull(file, "file: is missing");
        }
    }

    static DataSetEntry of(Samples samples, ObjectRef train, ObjectRef test) {
        var dataSet = samples.dataSet();
        var left = Splits.of(samples, new TaskName(dataSet, List.of(), 0)).train();
        var perClass = new int[dataSet.classes()];
        IntStream.of(left.labels()).forEach(label -> perClass[label]++);
        return new DataSetEntry(
                dataSet.name(),
                new Digest(samples.digest()),
                samples.isPartial(),
                IntStream.of(perClass).boxed().toList(),
                new Part(samples.train().size(), train),
                new Part(samples.test().size(), test));
    }

    public int classes() {
        return trainable.size();
    }

    /** Of both files. */
    public long bytes() {
        return train.file().size() + test.file().size();
    }

    DataSetPlace place() {
        return new DataSetPlace(name, digest);
    }
}
