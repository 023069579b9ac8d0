package dev.tombola.vision.data;

import dev.tombola.vision.network.Shape;

/**
 * What is known about a data set before any file of it is read.
 *
 * @param trainImages the official number, validation images included
 * @param validationImages how many of the last training images are held out (paper, section 2.5)
 * @param augmentation how its training images are varied, whatever the recipe
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
        Format format) {
    /** How its files are written. */
    public enum Format {
        /** {@code train-images-idx3-ubyte} and its three fellows, gzipped or not. */
        IDX,
        /** Records of one label and the planes of one image: CIFAR-10's {@code data_batch_*.bin}. */
        RECORDS,
        /** Records of a coarse and a fine label and the planes of one image: CIFAR-100's {@code train.bin}. */
        RECORDS_OF_TWO_LABELS,
        /** SVHN's {@code train_32x32.mat} and {@code test_32x32.mat}; where there is neither, as {@link #RECORDS}. */
        MATLAB
    }
}
