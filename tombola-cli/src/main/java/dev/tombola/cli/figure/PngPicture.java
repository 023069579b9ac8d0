package dev.tombola.cli.figure;

import dev.tombola.cli.environment.CommandFailedException;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** A figure as PNG, of twice its size for screens with small pixels. */
final class PngPicture {
    private static final int SCALE = 2;

    /** Of pixels, from top to bottom: as much as any program opens, and 220 MB of memory. */
    private static final int TALLEST = 30_000;

    private static final RenderingHints SMOOTH = new RenderingHints(Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE));

    private PngPicture() {}

    static byte[] of(Figure figure) {
        int width = SCALE * figure.size().width;
        int height = SCALE * figure.size().height;
        if (height > TALLEST) {
            throw new CommandFailedException(
                    "%d panels are too many for one .png: choose fewer with --task or --by, or draw an .svg"
                            .formatted(figure.panels().size()));
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g2 = image.createGraphics();
        g2.addRenderingHints(SMOOTH);
        g2.scale(SCALE, SCALE);
        figure.draw(g2);
        g2.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
