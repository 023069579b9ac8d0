package dev.tombola.vision.data;

import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.image.Framing;
import dev.tombola.vision.image.ResizedCrop;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Image {@code n} of this set is 30 + n pixels wide and 20 high, and full of the colour (10 n, 100, 200). */
record EncodedFiles(Path folder) {
    static final Augmentation VARIED = new Augmentation(Optional.of(new ResizedCrop(.08, 1)), 0, true);
    static final Normalisation BYTES =
            new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1 / 255.0, 1 / 255.0, 1 / 255.0));

    static DataSet dataSet(DataSet.Format format) {
        return dataSet(format, 0);
    }

    static DataSet dataSet(DataSet.Format format, int validationImages) {
        return new DataSet(
                "views", 2, new Shape(3, 8, 8), 5, validationImages, 2, BYTES, VARIED, new Framing(10), format);
    }

    Path image(String name, int number) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        var image = new BufferedImage(30 + number, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, (number * 10) << 16 | 100 << 8 | 200);
            }
        }
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    Path list(String part, String lines) throws IOException {
        return Files.writeString(folder.resolve(part).resolve("image_list.txt"), lines);
    }

    void writeLists() throws IOException {
        for (int n = 0; n < 5; n++) {
            image("train/class/%d.png".formatted(n), n);
        }
        image("validation/a.jpg", 5);
        image("validation/b.jpg", 6);
        list("train", "class/4.png 1\nclass/0.png 0\nclass/1.png 0\nclass/3.png 1\nclass/2.png 0\n");
        list("validation", "a.jpg 0\nb.jpg 1\n");
    }

    void writeFolders() throws IOException {
        for (int n = 0; n < 5; n++) {
            image("train/n%d/%d.png".formatted(n % 2, n), n);
            image("val/n%d/%d.png".formatted(n % 2, n), n + 5);
        }
        for (int n = 2; n < 5; n++) {
            Files.delete(folder.resolve("val/n%d/%d.png".formatted(n % 2, n)));
        }
    }

    static void noise(Path file, long seed) throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        var random = Randomness.of(seed);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, (int) random.bits(i) & 0xFFFFFF);
        }
        ImageIO.write(image, "png", file.toFile());
    }

    DataFolder lists() {
        return new DataFolder(dataSet(DataSet.Format.IMAGE_LISTS), folder);
    }

    DataFolder folders() {
        return new DataFolder(dataSet(DataSet.Format.IMAGE_FOLDERS), folder);
    }
}
