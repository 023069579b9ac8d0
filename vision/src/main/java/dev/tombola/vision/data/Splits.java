package dev.tombola.vision.data;

import java.util.stream.IntStream;

/** What a task trains on, chooses an epoch by, and is measured on; the last two are one where a set has no other. */
public record Splits(ImageSet train, ImageSet validation, ImageSet test) {
    /**
     * First the split by index, the last training images for validation (of a partial set the last tenth), then the
     * classes, then the number of training images; validation and test are never cut short.
     */
    public static Splits of(Samples samples, TaskName task) {
        var dataSet = samples.dataSet();
        if (!dataSet.equals(task.dataSet())) {
            throw new IllegalArgumentException("%s is no task on %s".formatted(task, dataSet.name()));
        }
        int images = samples.train().size();
        int held = held(dataSet, images);
        var train = filtered(samples.train().select(IntStream.range(0, images - held)), task);
        var test = tested(samples.test(), task);
        return new Splits(
                task.images() == 0 ? train : firstBalanced(train, task),
                held == 0 ? test : filtered(samples.train().select(IntStream.range(images - held, images)), task),
                test);
    }

    /** What a task is measured on, of all test images. */
    public static ImageSet tested(ImageSet test, TaskName task) {
        return filtered(test, task);
    }

    private static int held(DataSet dataSet, int images) {
        return dataSet.validationImages() == 0 || images == dataSet.trainImages()
                ? dataSet.validationImages()
                : Math.max(1, images / 10);
    }

    private static ImageSet filtered(ImageSet images, TaskName task) {
        return task.classes().isEmpty() ? images : images.ofClasses(task.classes());
    }

    /**
     * The first images of every class, equally many of each, one more of the first classes where N does not divide; what a
     * class is short of is filled up with the first images left. All stay in the order of the set, and a smaller N always
     * gives a subset of a larger one.
     */
    private static ImageSet firstBalanced(ImageSet images, TaskName task) {
        int wanted = task.images();
        if (images.size() < wanted) {
            throw new IllegalArgumentException("%s: only %d training images are left".formatted(task, images.size()));
        }
        var quota = IntStream.range(0, images.classes())
                .map(label -> wanted / images.classes() + (label < wanted % images.classes() ? 1 : 0))
                .toArray();
        var taken = new boolean[images.size()];
        int missing = wanted;
        for (int i = 0; i < taken.length; i++) {
            if (quota[images.label(i)]-- > 0) {
                taken[i] = true;
                missing--;
            }
        }
        for (int i = 0; missing > 0; i++) {
            if (!taken[i]) {
                taken[i] = true;
                missing--;
            }
        }
        return images.select(IntStream.range(0, taken.length).filter(i -> taken[i]));
    }
}
