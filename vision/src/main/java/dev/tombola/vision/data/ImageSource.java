package dev.tombola.vision.data;

import dev.tombola.vision.image.Framing;
import dev.tombola.vision.image.ImageDecoder;
import dev.tombola.vision.image.Picture;
import dev.tombola.vision.image.RgbImage;
import dev.tombola.vision.image.UnreadableImageException;
import dev.tombola.vision.network.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** What the images of sets are taken from. */
sealed interface ImageSource {
    /** What is stored of an image, and what its set is known by. */
    byte[] stored(int image);

    /** An image at its own size; pixels are copied to the start of {@code spare}. */
    Picture picture(int image, byte[] spare);

    /** Writes an image at the size of the set to the start of {@code target}; a crop if there is one, else as for tests. */
    void show(int image, Optional<Crop> crop, byte[] target);

    /** One unsigned byte a value, each image height x width x channels, one after the other. */
    record Pixels(MemorySegment values, Shape shape, int imageBytes) implements ImageSource {
        @Override
        public byte[] stored(int image) {
            var pixels = new byte[imageBytes];
            show(image, Optional.empty(), pixels);
            return pixels;
        }

        @Override
        public Picture picture(int image, byte[] spare) {
            show(image, Optional.empty(), spare);
            return new Picture(shape.width(), shape.height(), shape.channels(), spare);
        }

        @Override
        public void show(int image, Optional<Crop> crop, byte[] target) {
            if (crop.isPresent()) {
                throw new IllegalArgumentException("images that are pixels are moved, not cropped");
            }
            MemorySegment.copy(values, ValueLayout.JAVA_BYTE, (long) image * imageBytes, target, 0, imageBytes);
        }
    }

    /** Files that are decoded whenever an image is shown. */
    record Encoded(EncodedImages images, Shape shape, Framing framing) implements ImageSource {
        @Override
        public byte[] stored(int image) {
            return images.encoded(image);
        }

        @Override
        public Picture picture(int image, byte[] spare) {
            return decoded(image).picture();
        }

        @Override
        public void show(int image, Optional<Crop> crop, byte[] target) {
            var decoded = decoded(image);
            crop.ifPresentOrElse(
                    part -> part.how().apply(decoded, part.bits(), shape.width(), shape.height(), target),
                    () -> framing.apply(decoded, shape.width(), shape.height(), target));
        }

        private RgbImage decoded(int image) {
            try {
                return ImageDecoder.decode(images.encoded(image));
            } catch (UnreadableImageException e) {
                throw new UnusableDataException(
                        images.name(image) + " " + e.getMessage() + ": import the set again", e);
            }
        }
    }
}
