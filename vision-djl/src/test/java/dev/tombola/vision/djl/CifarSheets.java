package dev.tombola.vision.djl;

import dev.tombola.vision.TestFolders;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** CIFAR-10 kept as sheets of 50 x 50 images, PNG, with a byte of label each; unpacked into the original records. */
final class CifarSheets {
    private static final int SIDE = 32;

    private CifarSheets() {}

    /** The test images, and the first sheet of the training images. */
    static void unpack(Path target) throws IOException {
        var sheets = TestFolders.data("cifar10");
        try (var files = Files.list(sheets)) {
            var pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("test-.*\\.png"))
                    .sorted()
                    .toList();
            write(sheets, pages, target.resolve("test_batch.bin"));
        }
        write(sheets, List.of("train-00.png"), target.resolve("data_batch_1.bin"));
    }

    private static void write(Path sheets, List<String> pages, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (var page : pages) {
                var labels = Files.readAllBytes(sheets.resolve(page.replace(".png", ".labels")));
                write(ImageIO.read(sheets.resolve(page).toFile()), labels, out);
            }
        }
    }

    private static void write(BufferedImage sheet, byte[] labels, OutputStream out) throws IOException {
        int across = sheet.getWidth() / SIDE;
        for (int i = 0; i < labels.length; i++) {
            var pixels = sheet.getRGB(i % across * SIDE, i / across * SIDE, SIDE, SIDE, null, 0, SIDE);
            out.write(labels[i]);
            for (int shift : new int[] {16, 8, 0}) {
                out.write(plane(pixels, shift));
            }
        }
    }

    private static byte[] plane(int[] pixels, int shift) {
        var plane = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            plane[i] = (byte) (pixels[i] >> shift);
        }
        return plane;
    }
}
