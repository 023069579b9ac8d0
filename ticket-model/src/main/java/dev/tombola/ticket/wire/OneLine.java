package dev.tombola.ticket.wire;

import java.util.regex.Pattern;
import org.apache.commons.text.WordUtils;

/** What others wrote, fit for one line of a log or a message: it may hold anything, and be of any length. */
public final class OneLine {
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    private OneLine() {}

    /** The first characters of a text, and a mark behind them where there are more. */
    public static String of(String text, int most) {
        return WordUtils.abbreviate(GAP.matcher(text).replaceAll(" ").strip(), most, most, "…");
    }
}
