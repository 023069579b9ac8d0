package dev.tombola.cli.data;

import dev.tombola.ticket.store.Digest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a data set can be fetched from.
 *
 * @param site ends with a slash; the files lie right below it
 * @param bytes to be downloaded, roughly
 * @param debian the package that holds the same files
 */
record Source(String dataSet, URI site, long bytes, List<RawFile> files, Optional<DebianPackage> debian) {
    /**
     * The sums of Fashion-MNIST are those of the files in Debian's package. Its own page publishes the MD5 of the packed
     * files alone; likewise CIFAR's, whose archives have these SHA-256 in the catalogue of TensorFlow's data sets, as have
     * SVHN's files, whose page publishes no sums. MNIST's own page is closed to downloads, so PyTorch's copy of it stands
     * in, checked by what the original unpacks to.
     */
    private static final List<Source> KNOWN = List.of(
            new Source(
                    "fashion-mnist",
                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    30_878_645,
                    idx(
                            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
                    Optional.of(new DebianPackage("dataset-fashion-mnist", "usr/share/datasets/fashion-mnist"))),
            new Source(
                    "mnist",
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    11_594_722,
                    idx(
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
                    Optional.empty()),
            new Source(
                    "cifar10",
                    URI.create("https://www.cs.toronto.edu/~kriz/"),
                    170_052_171,
                    List.of(new RawFile.Archive(
                            "cifar-10-binary.tar.gz",
                            new Digest("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
                            Set.of(
                                    "data_batch_1.bin",
                                    "data_batch_2.bin",
                                    "data_batch_3.bin",
                                    "data_batch_4.bin",
                                    "data_batch_5.bin",
                                    "test_batch.bin"))),
                    Optional.empty()),
            new Source(
                    "cifar100",
                    URI.create("https://www.cs.toronto.edu/~kriz/"),
                    168_513_733,
                    List.of(new RawFile.Archive(
                            "cifar-100-binary.tar.gz",
                            new Digest("58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
                            Set.of("train.bin", "test.bin"))),
                    Optional.empty()),
            new Source(
                    "svhn",
                    URI.create("http://ufldl.stanford.edu/housenumbers/"),
                    246_316_178,
                    List.of(
                            new RawFile.Plain(
                                    "train_32x32.mat",
                                    new Digest("435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8")),
                            new RawFile.Plain(
                                    "test_32x32.mat",
                                    new Digest("cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"))),
                    Optional.empty()));

    static Optional<Source> of(String dataSet) {
        return KNOWN.stream().filter(source -> source.dataSet().equals(dataSet)).findFirst();
    }

    /** The same files at another place. */
    Source at(URI mirror) {
        String folder = mirror.toString();
        return new Source(
                dataSet, URI.create(folder.endsWith("/") ? folder : folder + "/"), bytes, files, Optional.empty());
    }

    private static List<RawFile> idx(String trainImages, String trainLabels, String testImages, String testLabels) {
        return List.of(
                new RawFile.Gzip("train-images-idx3-ubyte.gz", new Digest(trainImages)),
                new RawFile.Gzip("train-labels-idx1-ubyte.gz", new Digest(trainLabels)),
                new RawFile.Gzip("t10k-images-idx3-ubyte.gz", new Digest(testImages)),
                new RawFile.Gzip("t10k-labels-idx1-ubyte.gz", new Digest(testLabels)));
    }
}
