package dev.tombola.cli.figure;

import dev.tombola.cli.environment.CommandFailedException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;

/**
 * The fonts of a picture, which come with Tombola: texts are as wide on every machine, also on one that has no fonts.
 * Liberation Sans is as wide as Arial and Helvetica, which stand in for it where an SVG is shown.
 */
record Lettering(Font plain, Font bold) {
    /** As CSS has it, for SVG. */
    static final String FAMILIES = "'Liberation Sans', Arial, Helvetica, sans-serif";

    private static final String FOLDER = "/liberation/LiberationSans-";

    /** Java's own configuration of fonts, in place of what it asks the library fontconfig for; it is read only once. */
    private static final String CONFIGURATION = "sun.awt.fontconfig";

    /**
     * Reads them, before anything else is drawn in this process.
     *
     * @throws CommandFailedException when this Java cannot read any font
     */
    static Lettering load() {
        System.setProperty("java.awt.headless", "true");
        try {
            return System.getProperty(CONFIGURATION) == null ? loadWithoutFontconfig() : read();
        } catch (IOException
                | FontFormatException
                | Error e) { // Java's font code throws errors where parts are missing
            throw new CommandFailedException(
                    "this Java cannot write letters (%s): install the libraries fontconfig and freetype, or draw the"
                                    .formatted(e)
                            + " saved report elsewhere with tombola figure --report FILE",
                    e);
        }
    }

    Font size(float points) {
        return plain.deriveFont(points);
    }

    Font boldSize(float points) {
        return bold.deriveFont(Font.BOLD, points);
    }

    private static Lettering loadWithoutFontconfig() throws IOException, FontFormatException {
        var configuration = Files.createTempFile("tombola", ".fontconfig.properties");
        try {
            Files.writeString(configuration, "version=1\nsequence.allfonts=default\n");
            System.setProperty(CONFIGURATION, configuration.toString());
            return read();
        } finally {
            Files.delete(configuration);
        }
    }

    private static Lettering read() throws IOException, FontFormatException {
        return new Lettering(font("Regular.ttf"), font("Bold.ttf"));
    }

    private static Font font(String file) throws IOException, FontFormatException {
        try (var in = Objects.requireNonNull(Lettering.class.getResourceAsStream(FOLDER + file), file)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        }
    }
}
