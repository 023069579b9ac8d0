package dev.tombola.vision.view;

/** Swaps left and right. */
final class Mirror {
    private Mirror() {}

    static void flip(Planes image) {
        int width = image.shape().width();
        for (int channel = 0; channel < image.shape().channels(); channel++) {
            var plane = image.channel(channel);
            for (int start = 0; start < plane.length; start += width) {
                for (int left = start, right = start + width - 1; left < right; left++, right--) {
                    float value = plane[left];
                    plane[left] = plane[right];
                    plane[right] = value;
                }
            }
        }
    }
}
