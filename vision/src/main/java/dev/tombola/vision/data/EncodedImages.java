package dev.tombola.vision.data;

/** JPEGs and PNGs, numbered from 0, that lie on a disk: a set of them is far larger than memory. For any number of threads. */
public interface EncodedImages {
    /**
     * The file of one image.
     *
     * @throws UnusableDataException when it is missing or no image
     */
    byte[] encoded(int image);

    /** What an error calls it. */
    String name(int image);
}
