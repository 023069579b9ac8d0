package dev.tombola.vision.data;

import dev.tombola.vision.data.DataSet.Format;
import dev.tombola.vision.image.Framing;
import dev.tombola.vision.image.ResizedCrop;
import dev.tombola.vision.network.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The data sets that a task may name, with the paper's splits, statistics and augmentation (sections 2.2, 2.5 and 2.6). */
public final class DataSets {
    private static final Shape COLOUR = new Shape(3, 32, 32);
    private static final Shape GREY = new Shape(1, 28, 28);
    private static final Shape PHOTO = new Shape(3, 224, 224);
    private static final Normalisation IMAGENET =
            new Normalisation(List.of(.485, .456, .406), List.of(.229, .224, .225));

    private static final List<DataSet> KNOWN = List.of(
            new DataSet(
                    "cifar10",
                    10,
                    COLOUR,
                    50_000,
                    5_000,
                    10_000,
                    new Normalisation(List.of(.4914, .4822, .4465), List.of(.2023, .1994, .2010)),
                    Augmentation.CROP_AND_FLIP,
                    Format.RECORDS),
            new DataSet(
                    "cifar100",
                    100,
                    COLOUR,
                    50_000,
                    5_000,
                    10_000,
                    new Normalisation(List.of(.5071, .4866, .4409), List.of(.2009, .1984, .2023)),
                    Augmentation.CROP_AND_FLIP,
                    Format.RECORDS_OF_TWO_LABELS),
            new DataSet(
                    "svhn",
                    10,
                    COLOUR,
                    73_257,
                    5_000,
                    26_032,
                    new Normalisation(List.of(.4377, .4438, .4728), List.of(.1201, .1231, .1052)),
                    Augmentation.NONE,
                    Format.MATLAB),
            new DataSet(
                    "mnist",
                    10,
                    GREY,
                    60_000,
                    5_000,
                    10_000,
                    new Normalisation(List.of(.1307), List.of(.3081)),
                    Augmentation.NONE,
                    Format.IDX),
            new DataSet(
                    "fashion-mnist",
                    10,
                    GREY,
                    60_000,
                    5_000,
                    10_000,
                    new Normalisation(List.of(.1436), List.of(.1609)),
                    Augmentation.NONE,
                    Format.IDX),
            new DataSet(
                    "visda2017",
                    12,
                    PHOTO,
                    152_397,
                    0,
                    55_388,
                    IMAGENET,
                    new Augmentation(Optional.of(new ResizedCrop(.75, 1.33)), 0, true),
                    Framing.STRETCHED,
                    Format.IMAGE_LISTS),
            new DataSet(
                    "imagenet",
                    1000,
                    PHOTO,
                    1_281_167,
                    0,
                    50_000,
                    IMAGENET,
                    new Augmentation(Optional.of(new ResizedCrop(.08, 1)), 0, true),
                    new Framing(256),
                    Format.IMAGE_FOLDERS));

    private DataSets() {}

    public static DataSet named(String name) {
        return KNOWN.stream()
                .filter(dataSet -> dataSet.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no data set is called %s; the nearest known is %s".formatted(name, nearest(name))));
    }

    public static List<String> names() {
        return KNOWN.stream().map(DataSet::name).toList();
    }

    private static String nearest(String name) {
        var edits = LevenshteinDistance.getDefaultInstance();
        return names().stream()
                .min(Comparator.comparingInt(known -> edits.apply(known, name)))
                .orElseThrow();
    }
}
