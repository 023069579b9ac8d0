package dev.tombola.store.dataset;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.ImageSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Images and labels as safetensors: {@code images}, U8 [n, height, width, channels], and {@code labels}, I64 [n]. */
final class ImageFile {
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";

    private ImageFile() {}

    static void write(Path file, ImageSet images) {
        var shape = images.shape();
        var pixels = new byte[Math.multiplyExact(images.size(), images.valuesPerImage())];
        var image = new byte[images.valuesPerImage()];
        for (int i = 0; i < images.size(); i++) {
            images.copy(i, image);
            System.arraycopy(image, 0, pixels, i * image.length, image.length);
        }
        var labels = Arrays.stream(images.labels()).asLongStream().toArray();
        Safetensors.write(
                file,
                List.of(
                        TensorView.of(
                                IMAGES,
                                DType.U8,
                                pixels,
                                images.size(),
                                shape.height(),
                                shape.width(),
                                shape.channels()),
                        TensorView.of(LABELS, labels, images.size())),
                Map.of());
    }

    /** A view of the pixels in the open file, and a copy of the labels. */
    static ImageSet view(Safetensors file, DataSet dataSet) {
        var images = file.tensor(IMAGES);
        var labels = Arrays.stream(file.tensor(LABELS).toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
        var shape = dataSet.shape();
        var expected =
                List.of((long) labels.length, (long) shape.height(), (long) shape.width(), (long) shape.channels());
        if (images.dtype() != DType.U8 || !images.shape().equals(expected)) {
            throw new InvalidTensorFileException("tensor %s is %s %s, not U8 %s of %s"
                    .formatted(IMAGES, images.dtype(), images.shape(), expected, dataSet.name()));
        }
        return ImageSet.of(shape, dataSet.classes(), images.data(), labels);
    }
}
