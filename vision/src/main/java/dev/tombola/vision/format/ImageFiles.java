package dev.tombola.vision.format;

import dev.tombola.vision.data.EncodedImages;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.image.ImageDecoder;
import dev.tombola.vision.image.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Images that lie below a folder, each in a file. Only their names are held in memory. */
final class ImageFiles implements EncodedImages {
    private static final long LARGEST = 64 << 20;

    private final Path folder;
    private final List<String> names;

    /** @param names from the folder on */
    ImageFiles(Path folder, List<String> names) {
        this.folder = folder;
        this.names = List.copyOf(names);
    }

    @Override
    public byte[] encoded(int image) {
        Path file = folder.resolve(names.get(image));
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnusableDataException(
                        file,
                        "is longer than any image of the set (%d bytes): fetch it again".formatted(Files.size(file)));
            }
            var content = Files.readAllBytes(file);
            ImageDecoder.check(content);
            return content;
        } catch (NoSuchFileException e) {
            throw new UnusableDataException(file, "is missing: unpack the archive again", e);
        } catch (UnreadableImageException e) {
            throw new UnusableDataException(file, e.getMessage() + ": unpack the archive again", e);
        } catch (IOException e) {
            throw new UnusableDataException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String name(int image) {
        return folder.resolve(names.get(image)).toString();
    }
}
