package dev.tombola.vision.image;

import java.awt.image.Raster;

/** JPEGs for print, of which ImageNet has some: four inks, stored as what they leave of the light, as Adobe's programs do. */
final class FourInks {
    private static final int HALF = 1 << 15;

    private FourInks() {}

    static RgbImage of(Raster raster, byte[] jpeg) throws UnreadableImageException {
        if (raster.getNumBands() != 4) {
            throw new UnreadableImageException("has %d colours".formatted(raster.getNumBands()));
        }
        boolean transformed = isTransformed(jpeg);
        int width = raster.getWidth();
        var row = new int[4 * width];
        var values = new byte[3 * width * raster.getHeight()];
        int out = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int in = 0; in < row.length; in += 4) {
                if (transformed) {
                    separate(row, in);
                }
                for (int ink = 0; ink < 3; ink++) {
                    values[out++] = (byte) lit(row[in + ink], row[in + 3]);
                }
            }
        }
        return new RgbImage(width, raster.getHeight(), values);
    }

    /** Light that an ink and black let through, rounded as Pillow does. */
    private static int lit(int ink, int black) {
        int product = (255 - ink) * black + 128;
        return Math.max(0, black - (((product >> 8) + product) >> 8));
    }

    /** Luminance and two differences of colours become the three inks, rounded as libjpeg does. */
    private static void separate(int[] row, int at) {
        int luminance = row[at];
        int blue = row[at + 1] - 128;
        int red = row[at + 2] - 128;
        row[at] = 255 - clip(luminance + ((91_881 * red + HALF) >> 16));
        row[at + 1] = 255 - clip(luminance + ((-22_554 * blue - 46_802 * red + HALF) >> 16));
        row[at + 2] = 255 - clip(luminance + ((116_130 * blue + HALF) >> 16));
    }

    private static int clip(int value) {
        return Math.clamp(value, 0, 255);
    }

    /** What the marker APP14 of Adobe's says: 2 for luminance, two colours and black. */
    private static boolean isTransformed(byte[] jpeg) {
        for (int i = 2; i + 15 < jpeg.length && jpeg[i] == (byte) 0xFF; ) {
            if (jpeg[i + 1] == (byte) 0xEE && jpeg[i + 4] == 'A' && jpeg[i + 5] == 'd') {
                return jpeg[i + 15] == 2;
            }
            i += 2 + ((jpeg[i + 2] & 0xFF) << 8 | (jpeg[i + 3] & 0xFF));
        }
        return false;
    }
}
