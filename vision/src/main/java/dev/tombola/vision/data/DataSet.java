package dev.tombola.vision.data;

import dev.tombola.vision.image.Framing;
import dev.tombola.vision.network.Shape;

/**
 * What is known about a data set before any file of it is read.
 *
 * @param trainImages the official number, validation images included
 * @param validationImages how many of the last training images are held out (paper, section 2.5); 0 where, as in the
 *     paper's recipes, an epoch is chosen by the images that it is measured on (sections 2.2 and 2.6)
 * @param augmentation how its training images are varied, whatever the recipe
 * @param framing how encoded images that are not varied come to the shape; means nothing to pixels, which have it
 */
public record DataSet(
        String name,
        int classes,
        Shape shape,
        int trainImages,
        int validationImages,
        int testImages,
        Normalisation normalisation,
        Augmentation augmentation,
        Framing framing,
        Format format) {
    public DataSet {
        if (format == Format.IMAGE_FOLDERS && validationImages > 0) {
            throw new IllegalArgumentException(
                    "validationImages: %d of %s, but folders are read class by class, so that the last images are all of the last classes; say 0"
                            .formatted(validationImages, name));
        }
    }

    /** Of pixels. */
    public DataSet(
            String name,
            int classes,
            Shape shape,
            int trainImages,
            int validationImages,
            int testImages,
            Normalisation normalisation,
            Augmentation augmentation,
            Format format) {
        this(
                name,
                classes,
                shape,
                trainImages,
                validationImages,
                testImages,
                normalisation,
                augmentation,
                Framing.STRETCHED,
                format);
    }

    /** Whether its images are files that are decoded when they are looked at. */
    public boolean isEncoded() {
        return format == Format.IMAGE_LISTS || format == Format.IMAGE_FOLDERS;
    }

    /** How its files are written. */
    public enum Format {
        /** {@code train-images-idx3-ubyte} and its three fellows, gzipped or not. */
        IDX,
        /** Records of one label and the planes of one image: CIFAR-10's {@code data_batch_*.bin}. */
        RECORDS,
        /** Records of a coarse and a fine label and the planes of one image: CIFAR-100's {@code train.bin}. */
        RECORDS_OF_TWO_LABELS,
        /** SVHN's {@code train_32x32.mat} and {@code test_32x32.mat}; where there is neither, as {@link #RECORDS}. */
        MATLAB,
        /** VisDA's {@code train/image_list.txt} and {@code validation/image_list.txt}, and the images that they name. */
        IMAGE_LISTS,
        /** ImageNet's {@code train} and {@code val}, each with a folder of images for every class. */
        IMAGE_FOLDERS
    }
}
