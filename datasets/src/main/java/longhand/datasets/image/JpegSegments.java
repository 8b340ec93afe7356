package longhand.datasets.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** What stands in a JPEG file before its pixels: segments of a marker, a length and contents (ITU-T T.81, B.1.1). */
final class JpegSegments {
    static final int APP1 = 0xffe1;
    static final int APP2 = 0xffe2;

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int END_OF_IMAGE = 0xffd9;
    /** The pixels begin: there are no segments behind this. */
    private static final int START_OF_SCAN = 0xffda;
    /** Markers without length and contents. */
    private static final int TEMPORARY = 0xff01;
    private static final int FIRST_RESTART = 0xffd0;
    private static final int LAST_RESTART = 0xffd7;
    /** What every marker begins with; any number of these may stand before it. */
    private static final int FILL = 0xff;

    private JpegSegments() {}

    /** What is to be done with a segment. */
    @FunctionalInterface
    interface Task {
        /**
         * @param length of the contents, where the stream stands
         * @return whether to go on
         */
        boolean run(int marker, int length) throws IOException;
    }

    /** Runs the task on each segment, from the start of the stream; on none if it is no JPEG file. */
    static void each(ImageInputStream in, Task task) throws IOException {
        in.seek(0);
        if (in.readUnsignedShort() != START_OF_IMAGE) {
            return;
        }
        for (int marker = next(in); marker != START_OF_SCAN && marker != END_OF_IMAGE; marker = next(in)) {
            if (isAlone(marker)) {
                continue;
            }
            int length = Math.max(in.readUnsignedShort() - 2, 0);
            long end = in.getStreamPosition() + length;
            if (!task.run(marker, length)) {
                return;
            }
            in.seek(end);
        }
    }

    private static boolean isAlone(int marker) {
        return marker == TEMPORARY || marker >= FIRST_RESTART && marker <= LAST_RESTART;
    }

    /** The next marker. As libjpeg and Pillow do, it skips bytes that are none, and zeros behind 0xff. */
    private static int next(ImageInputStream in) throws IOException {
        int code = 0;
        while (code == 0) {
            while (in.readUnsignedByte() != FILL) {
                // no marker
            }
            do {
                code = in.readUnsignedByte();
            } while (code == FILL);
        }
        return FILL << 8 | code;
    }
}
