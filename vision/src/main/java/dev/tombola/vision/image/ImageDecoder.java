package dev.tombola.vision.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEG and PNG, whatever the file is called, with the platform's own readers; what is grey becomes red, green, blue. */
public final class ImageDecoder {
    private static final int MOST_PIXELS = 1 << 26;
    private static final int TAIL = 1 << 16;
    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] PNG_END = {'I', 'E', 'N', 'D'};

    private ImageDecoder() {}

    /** Looks at the image's size and whether it has an end; decodes nothing. */
    public static void check(byte[] encoded) throws UnreadableImageException {
        if (!holdsNearItsEnd(encoded, format(encoded).equals("jpeg") ? JPEG_END : PNG_END)) {
            throw new UnreadableImageException("is truncated");
        }
        with(encoded, ImageDecoder::requireModestSize);
    }

    public static RgbImage decode(byte[] encoded) throws UnreadableImageException {
        return with(encoded, reader -> {
            requireModestSize(reader);
            if (reader.getRawImageType(0) == null && format(encoded).equals("jpeg")) {
                return FourInks.of(reader.readRaster(0, null), encoded);
            }
            return rgb(reader.read(0));
        });
    }

    private interface Use<T> {
        T of(ImageReader reader) throws IOException, UnreadableImageException;
    }

    private static <T> T with(byte[] encoded, Use<T> use) throws UnreadableImageException {
        var reader = reader(format(encoded));
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(in, true, true);
            return use.of(reader);
        } catch (IOException | RuntimeException e) { // the platform's readers throw either at what is altered
            throw new UnreadableImageException(
                    "is truncated or altered (%s)"
                            .formatted(String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
                    e);
        } finally {
            reader.dispose();
        }
    }

    private static String format(byte[] encoded) throws UnreadableImageException {
        if (startsWith(encoded, 0xFF, 0xD8, 0xFF)) {
            return "jpeg";
        }
        if (startsWith(encoded, 0x89, 'P', 'N', 'G')) {
            return "png";
        }
        throw new UnreadableImageException("is neither JPEG nor PNG");
    }

    private static boolean startsWith(byte[] encoded, int... start) {
        if (encoded.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((encoded[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** Some programs write more after an image's end. */
    private static boolean holdsNearItsEnd(byte[] encoded, byte[] mark) {
        for (int i = encoded.length - mark.length; i >= Math.max(0, encoded.length - TAIL); i--) {
            if (Arrays.equals(encoded, i, i + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    /** The platform's own, whatever else is on the class path: others decode to other bytes. */
    private static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        while (readers.hasNext()) {
            var reader = readers.next();
            if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java platform reads no " + format);
    }

    private static Boolean requireModestSize(ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels < 1 || pixels > MOST_PIXELS) {
            throw new IIOException("it claims %d x %d pixels".formatted(reader.getWidth(0), reader.getHeight(0)));
        }
        return true;
    }

    private static RgbImage rgb(BufferedImage image) {
        var values = switch (image.getType()) {
            case BufferedImage.TYPE_BYTE_GRAY -> bands(image.getRaster(), 0, 0, 0);
            case BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR -> bands(image.getRaster(), 0, 1, 2);
            default -> converted(image);
        };
        return new RgbImage(image.getWidth(), image.getHeight(), values);
    }

    /** A grey image is not left to the platform, which would bend its greys by a gamma. */
    private static byte[] bands(Raster raster, int red, int green, int blue) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        var row = new int[width * bands];
        var values = new byte[3 * width * raster.getHeight()];
        int out = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int in = 0; in < row.length; in += bands) {
                values[out++] = (byte) row[in + red];
                values[out++] = (byte) row[in + green];
                values[out++] = (byte) row[in + blue];
            }
        }
        return values;
    }

    private static byte[] converted(BufferedImage image) {
        var values = new byte[3 * image.getWidth() * image.getHeight()];
        int out = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int pixel : image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth())) {
                values[out++] = (byte) (pixel >> 16);
                values[out++] = (byte) (pixel >> 8);
                values[out++] = (byte) pixel;
            }
        }
        return values;
    }
}
