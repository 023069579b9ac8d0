package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of a picture, by the end of its file's name. */
enum Form {
    SVG {
        @Override
        byte[] draw(Figure figure) {
            return SvgPicture.of(figure);
        }
    },
    PNG {
        @Override
        byte[] draw(Figure figure) {
            return PngPicture.of(figure);
        }
    };

    /** Of a file that is to be written. */
    static @Nullable Form of(Path file) {
        for (var form : values()) {
            if (file.toString()
                    .toLowerCase(Locale.ROOT)
                    .endsWith("." + form.name().toLowerCase(Locale.ROOT))) {
                return form;
            }
        }
        return null;
    }

    /** The bytes of the file: of the same figure always the same. */
    abstract byte[] draw(Figure figure);

    byte[] draw(SearchConcluded answer, Choice choice) {
        return draw(Figure.of(answer, choice, Lettering.load()));
    }
}
